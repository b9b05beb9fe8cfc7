using Autograd.Numerics;

namespace Autograd.Ops;

/// <summary>The mathematics of an elementwise operation of one input, written once for every number type.</summary>
public interface IUnaryRule
{
    /// <summary>What <see cref="Partial"/> reads; the other argument is not loaded, nor kept alive for it.</summary>
    static abstract Saves Saves { get; }

    /// <summary>y = f(x).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The input.</param>
    static abstract T Value<T>(T x)
        where T : IReal<T>;

    /// <summary>∂f/∂x.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The input; zero where not saved.</param>
    /// <param name="y">The output; zero where not saved.</param>
    static abstract T Partial<T>(T x, T y)
        where T : IReal<T>;
}
