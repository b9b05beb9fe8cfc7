using Autograd.Ops;

namespace Autograd.Backends;

/// <summary>A product whose results pass through a function of one number before they leave the cache.</summary>
public interface IActivatedProductKernels
{
    /// <summary>y = Value(a·b (+ bias)), the very bits that the product and the function one after the other give.</summary>
    /// <typeparam name="TRule">The function.</typeparam>
    /// <param name="a">[m, k], any strides.</param>
    /// <param name="b">[k, n], any strides.</param>
    /// <param name="bias">[n], contiguous, added to every row, or null.</param>
    /// <param name="sums">[m, n], contiguous: the function's arguments; null where nobody wants them.</param>
    /// <param name="y">[m, n], contiguous, of float32 or float64.</param>
    /// <exception cref="NotSupportedException">The elements are of another type.</exception>
    void MatMul<TRule>(in TensorView a, in TensorView b, in TensorView? bias, in TensorView? sums, in TensorView y)
        where TRule : struct, IUnaryRule;
}
