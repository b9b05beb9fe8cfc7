using System.Runtime.CompilerServices;
using Autograd.Backends;
using Autograd.Numerics;

namespace Autograd.NN;

/// <summary>Adagrad's step: s ← s + g², x ← x·keep − rate · g / (√s + ε).</summary>
internal readonly struct AdagradRule : IUpdateRule
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<T>(in UpdateTerms<T> terms, T g, ref T x, ref T first, ref T second, ref T third)
        where T : unmanaged, IReal<T>
    {
        g = terms.Penalised(g, x);
        first = T.MultiplyAdd(g, g, first);
        x = terms.Moved(x, g / (T.Sqrt(first) + terms.Epsilon));
    }
}
