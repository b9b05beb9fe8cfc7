using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Ops;

/// <summary>The partial derivative by the second input.</summary>
internal readonly struct TernarySecond : ITernaryPartial
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Saves Saves<TRule>()
        where TRule : struct, ITernaryRule => TRule.SavesForSecond;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<TRule, T>(T a, T b, T c, T y)
        where TRule : struct, ITernaryRule
        where T : IReal<T> => TRule.PartialSecond(a, b, c, y);
}
