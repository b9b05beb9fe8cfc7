namespace Autograd.Ilgpu.Kernels;

/// <summary>The sizes of a matrix product, and the steps inside its two matrices.</summary>
internal struct ProductSizes
{
    public int Rows;
    public int Columns;
    public int Inner;
    public int RowStepA;
    public int InnerStepA;
    public int InnerStepB;
    public int ColumnStepB;

    /// <summary>1 where a bias is added, 0 elsewhere.</summary>
    public int HasBias;
}
