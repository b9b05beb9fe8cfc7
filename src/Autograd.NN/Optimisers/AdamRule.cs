using Autograd.Numerics;

namespace Autograd.NN;

/// <summary>
/// Adam's step: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², x ← x·keep − rate · m / (√v · scale + ε), where rate = lr / (1 − β₁ᵗ)
/// and scale = 1 / √(1 − β₂ᵗ) correct the moments' bias.
/// </summary>
internal readonly unsafe struct AdamRule(double beta1, double beta2, double epsilon, double decay, double keep, double rate, double scale) : IUpdateRule
{
    /// <inheritdoc/>
    public void Run<TLanes, T>(T* value, T* gradient, T* first, T* second, int count)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged
    {
        var (b1, c1) = (TLanes.Constant(beta1), TLanes.Constant(1 - beta1));
        var (b2, c2) = (TLanes.Constant(beta2), TLanes.Constant(1 - beta2));
        var (eps, k) = (TLanes.Constant(epsilon), TLanes.Constant(keep));
        var (d, r, s) = (TLanes.Constant(decay), TLanes.Constant(-rate), TLanes.Constant(scale));
        for (var i = 0; i < count; i += TLanes.Count)
        {
            var x = TLanes.Load(value + i);
            var g = TLanes.Load(gradient + i);
            if (decay != 0)
                g = TLanes.MultiplyAdd(d, x, g);
            var m = TLanes.MultiplyAdd(b1, TLanes.Load(first + i), c1 * g);
            var v = TLanes.MultiplyAdd(b2, TLanes.Load(second + i), c2 * g * g);
            m.Store(first + i);
            v.Store(second + i);
            var step = m / TLanes.MultiplyAdd(TLanes.Sqrt(v), s, eps);
            TLanes.MultiplyAdd(r, step, keep == 1 ? x : x * k).Store(value + i);
        }
    }
}
