using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Ops;

/// <summary>The partial derivative by the first input.</summary>
internal readonly struct TernaryFirst : ITernaryPartial
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Saves Saves<TRule>()
        where TRule : struct, ITernaryRule => TRule.SavesForFirst;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<TRule, T>(T a, T b, T c, T y)
        where TRule : struct, ITernaryRule
        where T : IReal<T> => TRule.PartialFirst(a, b, c, y);
}
