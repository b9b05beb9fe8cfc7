namespace Autograd.Ilgpu.Kernels;

/// <summary>
/// Parts of a product's inner axis as matrices of their own, part after part of the whole batch: long sums are split so, which gives
/// more threads work and rounds less.
/// </summary>
internal struct InnerParts
{
    /// <summary>Matrices of the batch.</summary>
    public int Batch;

    /// <summary>The inner axis's length.</summary>
    public int Inner;

    /// <summary>How much of it a part has, the last perhaps less; 0 where it is not split.</summary>
    public int OfPart;

    /// <summary>The matrix and the place that a part's matrix and place stand for, or false behind the axis's end.</summary>
    public readonly bool Find(ref int batch, ref int inner)
    {
        if (OfPart == 0)
            return true;
        var part = batch / Batch;
        batch -= part * Batch;
        inner += part * OfPart;
        return inner < Inner;
    }
}
