namespace Autograd.Backends;

/// <summary>Softmax and its logarithm along rows, a row at a time while it is in the cache.</summary>
public interface ISoftmaxKernels
{
    /// <summary>
    /// y = exp(x) / Σ exp(x) along the last axis, or the logarithm of that. A row of −∞ alone gives 0, or −∞; one with ∞ or NaN
    /// gives NaN.
    /// </summary>
    /// <param name="x">At least one axis, contiguous.</param>
    /// <param name="y">The result, contiguous; may be <paramref name="x"/>'s own memory.</param>
    /// <param name="logarithm">Whether to give x − ln Σ exp(x).</param>
    void Softmax(in TensorView x, in TensorView y, bool logarithm);

    /// <summary>
    /// dx = (dy − Σ dy · y) · y along the last axis, or dy − exp(y) · Σ dy for the logarithm; zeros of the first factors are strong.
    /// </summary>
    /// <param name="y">What <see cref="Softmax"/> gave, contiguous.</param>
    /// <param name="dy">The output's cotangent, contiguous.</param>
    /// <param name="dx">The input's cotangent, contiguous; may be <paramref name="dy"/>'s own memory.</param>
    /// <param name="logarithm">Which of both.</param>
    void SoftmaxVjp(in TensorView y, in TensorView dy, in TensorView dx, bool logarithm);
}
