namespace Autograd.Backends;

/// <summary>Softmax cross-entropy against class indices, in one pass a row each way.</summary>
public interface ISoftmaxCrossEntropyKernels
{
    /// <summary>
    /// loss[i] = logsumexp(x[i]) − x[i, target[i]], and 0 where the target is <paramref name="ignored"/>.
    /// </summary>
    /// <param name="x">[rows, classes], contiguous.</param>
    /// <param name="targets">[rows], int64, contiguous, in range or ignored.</param>
    /// <param name="ignored">The class index that counts for nothing.</param>
    /// <param name="losses">[rows], contiguous.</param>
    /// <param name="logSumExps">[rows], contiguous: what the backward pass needs to know the softmax again.</param>
    void CrossEntropy(in TensorView x, in TensorView targets, long ignored, in TensorView losses, in TensorView logSumExps);

    /// <summary>dx[i, c] = dLosses[i] · (exp(x[i, c] − logSumExps[i]) − [c = target[i]]), 0 in ignored rows.</summary>
    /// <param name="x">[rows, classes], contiguous.</param>
    /// <param name="targets">[rows], int64, contiguous.</param>
    /// <param name="ignored">The class index that counts for nothing.</param>
    /// <param name="logSumExps">[rows], from the forward pass.</param>
    /// <param name="dLosses">[rows], contiguous.</param>
    /// <param name="dx">[rows, classes], contiguous.</param>
    void CrossEntropyVjp(in TensorView x, in TensorView targets, long ignored, in TensorView logSumExps, in TensorView dLosses, in TensorView dx);
}
