using System.Runtime.CompilerServices;
using Autograd.Backends;
using Autograd.Numerics;

namespace Autograd.NN;

/// <summary>
/// RMSprop's step: v ← αv + (1 − α)g², x ← x·keep − lr · g / (√v + ε). With momentum, b ← μb + g / (√v + ε) and x ← x·keep − lr · b;
/// centred, m ← αm + (1 − α)g and v − m² stands under the root. The states are v, m where centred, b where there is momentum.
/// </summary>
internal readonly struct RmsPropRule : IUpdateRule
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<T>(in UpdateTerms<T> terms, T g, ref T x, ref T first, ref T second, ref T third)
        where T : unmanaged, IReal<T>
    {
        g = terms.Penalised(g, x);
        first = T.MultiplyAdd(terms.SquareKept, first, terms.SquareAdded * g * g);
        var v = first;
        if (terms.Has(UpdateOptions.Centred))
        {
            second = T.MultiplyAdd(terms.SquareKept, second, terms.SquareAdded * g);
            v = T.Max(T.MultiplyAdd(-second, second, v), T.Zero);
        }

        var step = g / (T.Sqrt(v) + terms.Epsilon);
        if (terms.Has(UpdateOptions.Momentum))
        {
            if (terms.Has(UpdateOptions.Centred))
                step = third = T.MultiplyAdd(terms.MeanKept, third, step);
            else
                step = second = T.MultiplyAdd(terms.MeanKept, second, step);
        }

        x = terms.Moved(x, step);
    }
}
