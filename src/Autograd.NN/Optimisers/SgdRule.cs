using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.NN;

/// <summary>Gradient descent's step: b ← μb + damp·g, x ← x·keep − lr · (b, or g + μb by Nesterov, or g without momentum).</summary>
internal readonly unsafe struct SgdRule(PenaltyTerms penalty, double rate, double momentum, double damp, double keep, bool nesterov) : IUpdateRule
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Run<TLanes, T>(T* value, T* gradient, T* first, T* second, T* third, int count)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged
    {
        var (r, mu, c, k) = (TLanes.Constant(-rate), TLanes.Constant(momentum), TLanes.Constant(damp), TLanes.Constant(keep));
        var (l2, l1) = (penalty.L2<TLanes>(), penalty.L1<TLanes>());
        for (var i = 0; i < count; i += TLanes.Count)
        {
            var x = TLanes.Load(value + i);
            var g = penalty.Add<TLanes, T>(TLanes.Load(gradient + i), x, l2, l1);
            if (first is not null)
            {
                var b = TLanes.MultiplyAdd(mu, TLanes.Load(first + i), c * g);
                b.Store(first + i);
                g = nesterov ? TLanes.MultiplyAdd(mu, b, g) : b;
            }

            TLanes.MultiplyAdd(r, g, keep == 1 ? x : x * k).Store(value + i);
        }
    }
}
