namespace Autograd.Ilgpu.Kernels;

/// <summary>Rows next to each other, a group's threads on one at a time.</summary>
internal struct RowSizes
{
    public int Rows;
    public int Length;

    /// <summary>Of each row, <see cref="Kernels.Lanes"/>.</summary>
    public int Lanes;
}
