namespace Autograd.Ilgpu.Kernels;

/// <summary>Rows in parts, for one level of a reduction's tree.</summary>
internal struct ReduceSizes
{
    /// <summary>Parts of all rows together.</summary>
    public int Count;

    /// <summary>A row's elements.</summary>
    public int Length;

    /// <summary>Parts of a row.</summary>
    public int PartsOfRow;

    /// <summary>Elements of a part; the last has what is left.</summary>
    public int OfPart;

    /// <summary>Lanes that a part's elements are dealt to.</summary>
    public int Lanes;
}
