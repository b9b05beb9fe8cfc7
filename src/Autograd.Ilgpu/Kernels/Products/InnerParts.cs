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

    /// <summary>The part that a matrix of the parts' batch belongs to.</summary>
    public readonly int Of(int batch) => OfPart == 0 ? 0 : batch / Batch;

    /// <summary>Whether a place is behind the axis's end, in the last part.</summary>
    public readonly bool IsBehind(int inner) => OfPart != 0 && inner >= Inner;
}
