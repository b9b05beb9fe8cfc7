using Autograd.Numerics;

namespace Autograd.Ops;

/// <summary>One of a ternary rule's three partial derivatives, as a type: kernels are compiled for it.</summary>
internal interface ITernaryPartial
{
    /// <summary>What it reads.</summary>
    static abstract Saves Saves<TRule>()
        where TRule : struct, ITernaryRule;

    /// <summary>Its value.</summary>
    static abstract T Of<TRule, T>(T a, T b, T c, T y)
        where TRule : struct, ITernaryRule
        where T : IReal<T>;
}
