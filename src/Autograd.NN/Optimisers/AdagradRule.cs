using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.NN;

/// <summary>Adagrad's step: s ← s + g², x ← x·keep − rate · g / (√s + ε).</summary>
internal readonly unsafe struct AdagradRule(PenaltyTerms penalty, double rate, double epsilon, double keep) : IUpdateRule
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Run<TLanes, T>(T* value, T* gradient, T* first, T* second, T* third, int count)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where T : unmanaged
    {
        var (r, eps, k) = (TLanes.Constant(-rate), TLanes.Constant(epsilon), TLanes.Constant(keep));
        var (l2, l1) = (penalty.L2<TLanes>(), penalty.L1<TLanes>());
        for (var i = 0; i < count; i += TLanes.Count)
        {
            var x = TLanes.Load(value + i);
            var g = penalty.Add<TLanes, T>(TLanes.Load(gradient + i), x, l2, l1);
            var sum = TLanes.MultiplyAdd(g, g, TLanes.Load(first + i));
            sum.Store(first + i);
            TLanes.MultiplyAdd(r, g / (TLanes.Sqrt(sum) + eps), keep == 1 ? x : x * k).Store(value + i);
        }
    }
}
