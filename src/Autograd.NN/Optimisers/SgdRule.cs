using Autograd.Numerics;

namespace Autograd.NN;

/// <summary>Gradient descent's step: b ← μb + damp·g, x ← x − lr · (b, or g + μb by Nesterov, or g without momentum).</summary>
internal readonly unsafe struct SgdRule(double rate, double momentum, double damp, double decay, bool nesterov) : IUpdateRule
{
    /// <inheritdoc/>
    public void Run<TLanes, T>(T* value, T* gradient, T* first, T* second, int count)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged
    {
        var (r, mu, c, d) = (TLanes.Constant(-rate), TLanes.Constant(momentum), TLanes.Constant(damp), TLanes.Constant(decay));
        for (var i = 0; i < count; i += TLanes.Count)
        {
            var x = TLanes.Load(value + i);
            var g = TLanes.Load(gradient + i);
            if (decay != 0)
                g = TLanes.MultiplyAdd(d, x, g);
            if (first is not null)
            {
                var b = TLanes.MultiplyAdd(mu, TLanes.Load(first + i), c * g);
                b.Store(first + i);
                g = nesterov ? TLanes.MultiplyAdd(mu, b, g) : b;
            }

            TLanes.MultiplyAdd(r, g, x).Store(value + i);
        }
    }
}
