namespace Autograd.Backends;

/// <summary>
/// Convolution's three bilinear maps; each is the derivative of the others, so together they are closed under
/// differentiation of any order. All arrays are contiguous and of one float dtype.
/// </summary>
public interface IConvolutionKernels
{
    /// <summary>y = x ∗ w (+ bias).</summary>
    /// <param name="x">[batch, in channels, height, width].</param>
    /// <param name="w">[out channels, in channels / groups, kernel height, kernel width].</param>
    /// <param name="bias">[out channels], or null.</param>
    /// <param name="y">[batch, out channels, out height, out width].</param>
    /// <param name="geometry">The sizes.</param>
    void Convolve(in TensorView x, in TensorView w, in TensorView? bias, in TensorView y, in ConvolutionGeometry geometry);

    /// <summary>dx, the gradient of ⟨dy, x ∗ w⟩ with respect to x.</summary>
    /// <param name="dy">The output's cotangent.</param>
    /// <param name="w">The kernel.</param>
    /// <param name="dx">The input's cotangent, overwritten.</param>
    /// <param name="geometry">The sizes.</param>
    void ConvolveInputGradient(in TensorView dy, in TensorView w, in TensorView dx, in ConvolutionGeometry geometry);

    /// <summary>dw, the gradient of ⟨dy, x ∗ w⟩ with respect to w.</summary>
    /// <param name="x">The input.</param>
    /// <param name="dy">The output's cotangent.</param>
    /// <param name="dw">The kernel's cotangent, overwritten.</param>
    /// <param name="geometry">The sizes.</param>
    void ConvolveWeightGradient(in TensorView x, in TensorView dy, in TensorView dw, in ConvolutionGeometry geometry);
}
