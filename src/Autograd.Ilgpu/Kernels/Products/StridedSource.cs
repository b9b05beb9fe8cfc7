using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>Matrices of any steps in a batch of any steps.</summary>
/// <typeparam name="T">The elements.</typeparam>
internal struct StridedSource<T> : IProductSource<T>
    where T : unmanaged
{
    public ArrayView<T> Elements;
    public LoopAxes Batches;
    public Steps BatchSteps;
    public long OuterStep;
    public long InnerStep;

    /// <inheritdoc/>
    public readonly T Get(int batch, int outer, int inner) =>
        Elements[(long)Batches.Place(BatchSteps, batch) + (outer * OuterStep) + (inner * InnerStep)];
}
