using Autograd.Numerics;

namespace Autograd.Ops;

/// <summary>An associative combination of many elements into one.</summary>
public interface IReductionRule
{
    /// <summary>The neutral element.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    static abstract T Start<T>()
        where T : IReal<T>;

    /// <summary>Combines two partial results.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="a">One partial result.</param>
    /// <param name="b">Another.</param>
    static abstract T Combine<T>(T a, T b)
        where T : IReal<T>;
}
