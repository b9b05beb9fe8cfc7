namespace Autograd.Backends;

/// <summary>Optimisers' steps in one pass over a parameter and what is remembered of it, in place.</summary>
public interface IUpdateKernels
{
    /// <summary>Makes the step of several parameters that have the same numbers, in as few launches as the device can.</summary>
    /// <typeparam name="TRule">The optimiser's formula.</typeparam>
    /// <param name="numbers">The step's numbers.</param>
    /// <param name="parameters">The parameters' arrays, of one dtype, float32 or float64.</param>
    /// <exception cref="NotSupportedException">The elements are of another dtype.</exception>
    void Update<TRule>(in UpdateNumbers numbers, ReadOnlySpan<UpdateArrays> parameters)
        where TRule : struct, IUpdateRule;
}
