using Autograd.Numerics;

namespace Autograd.Ops;

/// <summary>The mathematics of an elementwise operation of two inputs, written once for every number type.</summary>
public interface IBinaryRule
{
    /// <summary>What <see cref="PartialFirst"/> reads.</summary>
    static abstract Saves SavesForFirst { get; }

    /// <summary>What <see cref="PartialSecond"/> reads.</summary>
    static abstract Saves SavesForSecond { get; }

    /// <summary>y = f(a, b).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="a">The first input.</param>
    /// <param name="b">The second input.</param>
    static abstract T Value<T>(T a, T b)
        where T : IReal<T>;

    /// <summary>∂f/∂a.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="a">The first input; zero where not saved.</param>
    /// <param name="b">The second input; zero where not saved.</param>
    /// <param name="y">The output; zero where not saved.</param>
    static abstract T PartialFirst<T>(T a, T b, T y)
        where T : IReal<T>;

    /// <summary>∂f/∂b.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="a">The first input; zero where not saved.</param>
    /// <param name="b">The second input; zero where not saved.</param>
    /// <param name="y">The output; zero where not saved.</param>
    static abstract T PartialSecond<T>(T a, T b, T y)
        where T : IReal<T>;
}
