namespace Autograd.Backends.Cpu.Normalization;

/// <summary>The arrays of rows' normalisation; each pass reads or writes its part of them.</summary>
internal unsafe struct RowArguments<T>
    where T : unmanaged
{
    public int Rows;
    public int Length;
    public double Epsilon;

    /// <summary>[rows, length].</summary>
    public T* X;

    /// <summary>[length]; ones where the user gave none.</summary>
    public T* Weight;

    /// <summary>[length]; zeros where the user gave none.</summary>
    public T* Bias;

    /// <summary>[rows, length].</summary>
    public T* Y;

    /// <summary>[rows], or null where rows are not centred.</summary>
    public T* Means;

    /// <summary>[rows].</summary>
    public T* Rstds;

    /// <summary>[rows, length].</summary>
    public T* Dy;

    /// <summary>[rows, length], or null.</summary>
    public T* Dx;

    /// <summary>[length], or null.</summary>
    public T* DWeight;

    /// <summary>[length], or null.</summary>
    public T* DBias;
}
