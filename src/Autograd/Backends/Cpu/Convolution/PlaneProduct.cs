namespace Autograd.Backends.Cpu.Convolution;

/// <summary>One convolution of stride 1 over staged planes, and where its results go.</summary>
internal unsafe struct PlaneProduct<T>
    where T : unmanaged
{
    /// <summary>A row of weights for each output channel.</summary>
    public T* Weights;

    /// <summary>Output channels.</summary>
    public int Channels;

    /// <summary>Length of the sums, and from row to row of the weights.</summary>
    public int K;

    /// <summary>The first staged element.</summary>
    public T* Source;

    /// <summary>For each k, the offset from <see cref="Source"/> in bytes.</summary>
    public nint* Offsets;

    /// <summary>Elements from one row of outputs to the next in the staged planes.</summary>
    public int Pitch;

    /// <summary>From one row of outputs to the next in the staged planes, for pixel tiles; other tiles have <see cref="Pitch"/> there.</summary>
    public nint SourceRow;

    /// <summary>From one column of outputs to the next in the staged planes, for pixel tiles; other tiles have 1 there.</summary>
    public int SourceColumn;

    /// <summary>Rows of outputs.</summary>
    public int Rows;

    /// <summary>Columns of outputs, at most <see cref="Pitch"/>.</summary>
    public int Columns;

    /// <summary>The first output of the first channel.</summary>
    public T* Target;

    /// <summary>From channel to channel.</summary>
    public nint TargetChannel;

    /// <summary>From one row of outputs to the next.</summary>
    public nint TargetRow;

    /// <summary>From one column of outputs to the next.</summary>
    public int TargetColumn;

    /// <summary>What to add to every output of a channel, or null.</summary>
    public T* Bias;

    /// <summary>Places in the staged planes from the first output to behind the last; those between two rows of outputs count.</summary>
    public readonly int FlatLength => ((Rows - 1) * Pitch) + Columns;
}
