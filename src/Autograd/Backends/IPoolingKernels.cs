namespace Autograd.Backends;

/// <summary>Pooling with the winners' places, which the derivative gathers and scatters by.</summary>
public interface IPoolingKernels
{
    /// <summary>
    /// y = the maximum of each window; padding never wins. Ties go to the first element in row-major order; NaN wins.
    /// </summary>
    /// <param name="x">[batch, channels, height, width], contiguous.</param>
    /// <param name="y">[batch, channels, out height, out width], contiguous.</param>
    /// <param name="winners">int64, of y's shape, contiguous: the winner's place in its plane, row · width + column.</param>
    /// <param name="geometry">The sizes; in and out channels are equal, and every window holds an element of its image.</param>
    void MaxPool(in TensorView x, in TensorView y, in TensorView winners, in ConvolutionGeometry geometry);
}
