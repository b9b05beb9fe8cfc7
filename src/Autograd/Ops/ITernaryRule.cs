using Autograd.Numerics;

namespace Autograd.Ops;

/// <summary>The mathematics of an elementwise operation of three inputs, written once for every number type.</summary>
public interface ITernaryRule
{
    /// <summary>What <see cref="PartialFirst"/> reads.</summary>
    static abstract Saves SavesForFirst { get; }

    /// <summary>What <see cref="PartialSecond"/> reads.</summary>
    static abstract Saves SavesForSecond { get; }

    /// <summary>What <see cref="PartialThird"/> reads.</summary>
    static abstract Saves SavesForThird { get; }

    /// <summary>y = f(a, b, c).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="a">The first input.</param>
    /// <param name="b">The second input.</param>
    /// <param name="c">The third input.</param>
    static abstract T Value<T>(T a, T b, T c)
        where T : IReal<T>;

    /// <summary>∂f/∂a.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="a">The first input; zero where not saved.</param>
    /// <param name="b">The second input; zero where not saved.</param>
    /// <param name="c">The third input; zero where not saved.</param>
    /// <param name="y">The output; zero where not saved.</param>
    static abstract T PartialFirst<T>(T a, T b, T c, T y)
        where T : IReal<T>;

    /// <summary>∂f/∂b.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="a">The first input; zero where not saved.</param>
    /// <param name="b">The second input; zero where not saved.</param>
    /// <param name="c">The third input; zero where not saved.</param>
    /// <param name="y">The output; zero where not saved.</param>
    static abstract T PartialSecond<T>(T a, T b, T c, T y)
        where T : IReal<T>;

    /// <summary>∂f/∂c.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="a">The first input; zero where not saved.</param>
    /// <param name="b">The second input; zero where not saved.</param>
    /// <param name="c">The third input; zero where not saved.</param>
    /// <param name="y">The output; zero where not saved.</param>
    static abstract T PartialThird<T>(T a, T b, T c, T y)
        where T : IReal<T>;
}
