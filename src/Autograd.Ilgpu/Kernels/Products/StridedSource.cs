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
    public int OuterStep;
    public int InnerStep;

    /// <inheritdoc/>
    public readonly Spot Outer(int batch, int place) => new() { Base = Batches.Place(BatchSteps, batch) + (place * OuterStep) };

    /// <inheritdoc/>
    public readonly Spot Inner(int place) => new() { Base = place * InnerStep };

    /// <inheritdoc/>
    public readonly T Get(Spot spot) => Elements[spot.Base];
}
