using Autograd.Ops;

namespace Autograd.Backends;

/// <summary>Where along an axis the element is that no other beats.</summary>
public interface IArgReduceKernels
{
    /// <summary>y[o, r] is the first k along the middle axis whose x[o, k, r] no other element beats.</summary>
    /// <typeparam name="TRule">Whether the first element beats the second: a strict weak order.</typeparam>
    /// <param name="x">[outer, length, inner], contiguous, of any computed type; the length is at least 1.</param>
    /// <param name="y">outer × inner elements, int64, contiguous.</param>
    /// <param name="outer">Axes before, multiplied.</param>
    /// <param name="length">Elements to choose from.</param>
    /// <param name="inner">Axes behind, multiplied.</param>
    void ArgReduce<TRule>(in TensorView x, in TensorView y, long outer, long length, long inner)
        where TRule : struct, ICompareRule;
}
