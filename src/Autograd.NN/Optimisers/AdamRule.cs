using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.NN;

/// <summary>
/// Adam's step: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², x ← x·keep − rate · m / (√v · scale + ε), where rate = lr / (1 − β₁ᵗ)
/// and scale = 1 / √(1 − β₂ᵗ) correct the moments' bias. A third state keeps the largest v, which then stands under the root.
/// </summary>
internal readonly unsafe struct AdamRule(PenaltyTerms penalty, double beta1, double beta2, double epsilon, double keep, double rate, double scale) : IUpdateRule
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Run<TLanes, T>(T* value, T* gradient, T* first, T* second, T* third, int count)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged
    {
        var (b1, c1) = (TLanes.Constant(beta1), TLanes.Constant(1 - beta1));
        var (b2, c2) = (TLanes.Constant(beta2), TLanes.Constant(1 - beta2));
        var (eps, k) = (TLanes.Constant(epsilon), TLanes.Constant(keep));
        var (r, s) = (TLanes.Constant(-rate), TLanes.Constant(scale));
        var (l2, l1) = (penalty.L2<TLanes>(), penalty.L1<TLanes>());
        for (var i = 0; i < count; i += TLanes.Count)
        {
            var x = TLanes.Load(value + i);
            var g = penalty.Add<TLanes, T>(TLanes.Load(gradient + i), x, l2, l1);
            var m = TLanes.MultiplyAdd(b1, TLanes.Load(first + i), c1 * g);
            var v = TLanes.MultiplyAdd(b2, TLanes.Load(second + i), c2 * g * g);
            m.Store(first + i);
            v.Store(second + i);
            if (third is not null)
            {
                v = TLanes.Max(TLanes.Load(third + i), v);
                v.Store(third + i);
            }

            var step = m / TLanes.MultiplyAdd(TLanes.Sqrt(v), s, eps);
            TLanes.MultiplyAdd(r, step, keep == 1 ? x : x * k).Store(value + i);
        }
    }
}
