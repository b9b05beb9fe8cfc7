namespace Autograd.Backends;

/// <summary>Averages over windows of images, and their transpose.</summary>
public interface IAveragePoolingKernels
{
    /// <summary>y[n, c, i, j] = Σ x[n, c, rows(i), columns(j)] / (divisor of i · divisor of j).</summary>
    /// <param name="x">[batch, channels, height, width], float, contiguous.</param>
    /// <param name="y">[batch, channels, windows of rows, windows of columns], contiguous.</param>
    /// <param name="rows">The windows along the height.</param>
    /// <param name="columns">The windows along the width.</param>
    void AveragePool(in TensorView x, in TensorView y, in PoolingWindows rows, in PoolingWindows columns);

    /// <summary>dx[n, c, h, w] = Σ dy[n, c, i, j] / (divisor of i · divisor of j) over the windows with h in rows(i) and w in columns(j).</summary>
    /// <param name="dy">[batch, channels, windows of rows, windows of columns], float, contiguous.</param>
    /// <param name="dx">[batch, channels, height, width], contiguous.</param>
    /// <param name="rows">The windows along the height.</param>
    /// <param name="columns">The windows along the width.</param>
    void AveragePoolGradient(in TensorView dy, in TensorView dx, in PoolingWindows rows, in PoolingWindows columns);
}
