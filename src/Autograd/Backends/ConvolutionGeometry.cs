namespace Autograd.Backends;

/// <summary>
/// The sizes of a two-dimensional convolution: y[n, o, i, j] = Σ x[n, c, i·stride + u·dilation − padding, …]·w[o, c, u, v].
/// </summary>
public readonly record struct ConvolutionGeometry
{
    /// <summary>Images.</summary>
    public int Batch { get; init; }

    /// <summary>Channels of x.</summary>
    public int InChannels { get; init; }

    /// <summary>Channels of y.</summary>
    public int OutChannels { get; init; }

    /// <summary>Rows of x.</summary>
    public int Height { get; init; }

    /// <summary>Columns of x.</summary>
    public int Width { get; init; }

    /// <summary>Rows of the kernel.</summary>
    public int KernelHeight { get; init; }

    /// <summary>Columns of the kernel.</summary>
    public int KernelWidth { get; init; }

    /// <summary>Rows of y.</summary>
    public int OutHeight { get; init; }

    /// <summary>Columns of y.</summary>
    public int OutWidth { get; init; }

    /// <summary>Rows of x from one row of y to the next.</summary>
    public int StrideHeight { get; init; }

    /// <summary>Columns of x from one column of y to the next.</summary>
    public int StrideWidth { get; init; }

    /// <summary>Zero rows thought above and below x.</summary>
    public int PaddingHeight { get; init; }

    /// <summary>Zero columns thought left and right of x.</summary>
    public int PaddingWidth { get; init; }

    /// <summary>Rows of x from one row of the kernel to the next.</summary>
    public int DilationHeight { get; init; }

    /// <summary>Columns of x from one column of the kernel to the next.</summary>
    public int DilationWidth { get; init; }

    /// <summary>Groups of channels that do not see each other.</summary>
    public int Groups { get; init; }
}
