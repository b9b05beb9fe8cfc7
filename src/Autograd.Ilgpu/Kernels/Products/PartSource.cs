namespace Autograd.Ilgpu.Kernels;

/// <summary>
/// Parts of an operand's inner axis as matrices of their own, part after part of the whole batch: long sums are split so, which gives
/// more threads work and rounds less.
/// </summary>
/// <typeparam name="T">The elements.</typeparam>
/// <typeparam name="TSource">The operand.</typeparam>
internal struct PartSource<T, TSource> : IProductSource<T>
    where T : unmanaged
    where TSource : struct, IProductSource<T>
{
    public TSource Whole;

    /// <summary>Matrices of the operand.</summary>
    public int Batch;

    /// <summary>The inner axis's length.</summary>
    public int Inner;

    /// <summary>How much of it a part has; the last may have less.</summary>
    public int InnerOfPart;

    /// <inheritdoc/>
    public readonly T Get(int batch, int outer, int inner)
    {
        var part = batch / Batch;
        inner += part * InnerOfPart;
        if (inner >= Inner)
            return default;
        return Whole.Get(batch - (part * Batch), outer, inner);
    }
}
