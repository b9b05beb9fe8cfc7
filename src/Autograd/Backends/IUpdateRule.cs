using Autograd.Numerics;

namespace Autograd.Backends;

/// <summary>An optimiser's formula for one element, the same text for lanes on the CPU and for a thread of a kernel.</summary>
public interface IUpdateRule
{
    /// <summary>Changes an element and what is remembered of it; states that the options do not name hold nothing and are not kept.</summary>
    /// <typeparam name="T">The element, or lanes of them.</typeparam>
    /// <param name="terms">The step's numbers.</param>
    /// <param name="g">The gradient.</param>
    /// <param name="x">The parameter.</param>
    /// <param name="first">The first state.</param>
    /// <param name="second">The second state.</param>
    /// <param name="third">The third state.</param>
    static abstract void Step<T>(in UpdateTerms<T> terms, T g, ref T x, ref T first, ref T second, ref T third)
        where T : unmanaged, IReal<T>;
}
