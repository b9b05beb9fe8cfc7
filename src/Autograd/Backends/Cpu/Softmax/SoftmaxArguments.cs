namespace Autograd.Backends.Cpu.Softmax;

/// <summary>The arrays of a softmax, all of [rows, length]; each pass reads or writes its part of them.</summary>
internal unsafe struct SoftmaxArguments<T>
    where T : unmanaged
{
    public long Rows;
    public int Length;

    /// <summary>Whether it is the softmax's logarithm.</summary>
    public bool Logarithm;

    /// <summary>The logits.</summary>
    public T* X;

    /// <summary>The results.</summary>
    public T* Y;

    /// <summary>The results' cotangents.</summary>
    public T* DY;

    /// <summary>The logits' cotangents.</summary>
    public T* DX;

    /// <summary>Elements of an array from a place in it to its end: what may be read.</summary>
    public readonly nint Readable(nint place) => (nint)(Rows * Length) - place;
}
