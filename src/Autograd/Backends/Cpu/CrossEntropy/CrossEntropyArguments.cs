namespace Autograd.Backends.Cpu.CrossEntropy;

/// <summary>The arrays of softmax cross-entropy; each pass reads or writes its part of them.</summary>
internal unsafe struct CrossEntropyArguments<T>
    where T : unmanaged
{
    public int Rows;
    public int Classes;

    /// <summary>[rows, classes]: the logits.</summary>
    public T* X;

    /// <summary>[rows]: class indices.</summary>
    public long* Targets;

    /// <summary>The class index that counts for nothing.</summary>
    public long Ignored;

    /// <summary>[rows].</summary>
    public T* Losses;

    /// <summary>[rows].</summary>
    public T* LogSumExps;

    /// <summary>[rows]: the losses' cotangents.</summary>
    public T* DLosses;

    /// <summary>[rows, classes]: the logits' cotangents.</summary>
    public T* Dx;

    /// <summary>Elements of x from an address to its end: what may be read.</summary>
    public readonly nint Readable(T* from) => (nint)(X + ((nint)Rows * Classes) - from);
}
