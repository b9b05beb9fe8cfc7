using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.NN;

/// <summary>
/// RMSprop's step: v ← αv + (1 − α)g², x ← x·keep − lr · g / (√v + ε). With momentum, b ← μb + g / (√v + ε) and x ← x·keep − lr · b;
/// centred, m ← αm + (1 − α)g and v − m² stands under the root.
/// </summary>
internal readonly unsafe struct RmsPropRule(PenaltyTerms penalty, double rate, double alpha, double epsilon, double momentum, double keep, bool centred) : IUpdateRule
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Run<TLanes, T>(T* value, T* gradient, T* first, T* second, T* third, int count)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged
    {
        var (r, a, c) = (TLanes.Constant(-rate), TLanes.Constant(alpha), TLanes.Constant(1 - alpha));
        var (eps, mu, k) = (TLanes.Constant(epsilon), TLanes.Constant(momentum), TLanes.Constant(keep));
        var (l2, l1) = (penalty.L2<TLanes>(), penalty.L1<TLanes>());

        // The states are there in this order: the square, the mean where centred, the buffer where there is momentum.
        var mean = centred ? second : null;
        var buffer = momentum == 0 ? null : centred ? third : second;
        for (var i = 0; i < count; i += TLanes.Count)
        {
            var x = TLanes.Load(value + i);
            var g = penalty.Add<TLanes, T>(TLanes.Load(gradient + i), x, l2, l1);
            var v = TLanes.MultiplyAdd(a, TLanes.Load(first + i), c * g * g);
            v.Store(first + i);
            if (mean is not null)
            {
                var m = TLanes.MultiplyAdd(a, TLanes.Load(mean + i), c * g);
                m.Store(mean + i);
                v = TLanes.Max(TLanes.MultiplyAdd(-m, m, v), TLanes.Zero);
            }

            var step = g / (TLanes.Sqrt(v) + eps);
            if (buffer is not null)
            {
                step = TLanes.MultiplyAdd(mu, TLanes.Load(buffer + i), step);
                step.Store(buffer + i);
            }

            TLanes.MultiplyAdd(r, step, keep == 1 ? x : x * k).Store(value + i);
        }
    }
}
