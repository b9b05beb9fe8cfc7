namespace Autograd.Backends;

/// <summary>Reversing an axis without a list of places.</summary>
public interface IReversalKernels
{
    /// <summary>y[o, i, r] = x[o, length − 1 − i, r] over contiguous arrays.</summary>
    /// <param name="x">[outer, length, inner], contiguous.</param>
    /// <param name="y">[outer, length, inner], contiguous, other memory.</param>
    /// <param name="outer">Axes before the reversed one, multiplied.</param>
    /// <param name="inner">Axes behind, multiplied.</param>
    void Reverse(in TensorView x, in TensorView y, long outer, long inner);
}
