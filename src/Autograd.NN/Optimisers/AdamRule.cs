using System.Runtime.CompilerServices;
using Autograd.Backends;
using Autograd.Numerics;

namespace Autograd.NN;

/// <summary>
/// Adam's step: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², x ← x·keep − rate · m / (√v · scale + ε), where rate = lr / (1 − β₁ᵗ)
/// and scale = 1 / √(1 − β₂ᵗ) correct the moments' bias. A third state keeps the largest v, which then stands under the root.
/// </summary>
internal readonly struct AdamRule : IUpdateRule
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<T>(in UpdateTerms<T> terms, T g, ref T x, ref T first, ref T second, ref T third)
        where T : unmanaged, IReal<T>
    {
        g = terms.Penalised(g, x);
        first = T.MultiplyAdd(terms.MeanKept, first, terms.MeanAdded * g);
        second = T.MultiplyAdd(terms.SquareKept, second, terms.SquareAdded * g * g);
        var v = second;
        if (terms.Has(UpdateOptions.Third))
        {
            third = T.Max(third, v);
            v = third;
        }

        x = terms.Moved(x, first / T.MultiplyAdd(T.Sqrt(v), terms.Scale, terms.Epsilon));
    }
}
