using System.Runtime.CompilerServices;
using Autograd.Backends;
using Autograd.Numerics;

namespace Autograd.NN;

/// <summary>Gradient descent's step: b ← μb + damp·g, x ← x·keep − lr · (b, or g + μb by Nesterov, or g without momentum).</summary>
internal readonly struct SgdRule : IUpdateRule
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<T>(in UpdateTerms<T> terms, T g, ref T x, ref T first, ref T second, ref T third)
        where T : unmanaged, IReal<T>
    {
        g = terms.Penalised(g, x);
        if (terms.Has(UpdateOptions.Momentum))
        {
            first = T.MultiplyAdd(terms.MeanKept, first, terms.MeanAdded * g);
            g = terms.Has(UpdateOptions.Nesterov) ? T.MultiplyAdd(terms.MeanKept, first, g) : first;
        }

        x = terms.Moved(x, g);
    }
}
