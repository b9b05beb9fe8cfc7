using Autograd.Backends;

namespace Autograd.Ilgpu.Kernels;

/// <summary>The steps of a [batch, heads, rows, features] array but the last.</summary>
internal struct HeadSteps
{
    public int Batch;
    public int Head;
    public int Row;

    public static HeadSteps Of(in TensorView view) => new() { Batch = (int)view.Strides[0], Head = (int)view.Strides[1], Row = (int)view.Strides[2] };

    /// <summary>Where a row begins.</summary>
    public readonly long At(int batch, int head, int row) => ((long)batch * Batch) + ((long)head * Head) + ((long)row * Row);
}
