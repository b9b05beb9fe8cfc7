namespace Autograd.Backends;

/// <summary>Running sums along an axis.</summary>
public interface ICumulativeKernels
{
    /// <summary>y[o, k, r] is the sum of x[o, j, r] over j ≤ k, or over j ≥ k; in a fixed order.</summary>
    /// <param name="x">[outer, length, inner], contiguous, of any computed type.</param>
    /// <param name="y">Likewise.</param>
    /// <param name="outer">Axes before, multiplied.</param>
    /// <param name="length">The axis's length.</param>
    /// <param name="inner">Axes behind, multiplied.</param>
    /// <param name="reverse">Whether to sum from the end.</param>
    void CumulativeSum(in TensorView x, in TensorView y, long outer, long length, long inner, bool reverse);
}
