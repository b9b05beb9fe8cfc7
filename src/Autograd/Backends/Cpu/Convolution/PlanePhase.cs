namespace Autograd.Backends.Cpu.Convolution;

/// <summary>
/// Outputs that one convolution of stride 1 over staged planes computes: all of them forward, those of one remainder over the stride in the
/// gradient. What all images share is prepared here once a call.
/// </summary>
internal unsafe struct PlanePhase<T>
    where T : unmanaged
{
    public StagedAxis Rows;
    public StagedAxis Columns;

    /// <summary>The weights of group 0: a row for each output channel, in it input channel by tap; or in the panels of pixel tiles.</summary>
    public T* Weights;

    /// <summary>Whether the weights are in panels, for <see cref="PixelTiles{T,TRegister}"/>.</summary>
    public bool ByPixels;

    /// <summary>From one group's weights to the next one's.</summary>
    public nint WeightsGroup;

    /// <summary>Length of the sums: input channels of a group times taps.</summary>
    public int K;

    /// <summary>For each k, from the staged group's first element to the output's first operand, in bytes.</summary>
    public nint* Offsets;

    /// <summary>Columns of a staged plane.</summary>
    public int Pitch;

    /// <summary>Elements of one phase's staged plane.</summary>
    public nint PhasePlane;

    /// <summary>Elements of all staged planes of a channel.</summary>
    public nint ChannelStride;

    /// <summary>Rows of outputs that are computed from one staging.</summary>
    public int BandRows;

    /// <summary>Whether the source is laid out as the staged planes would be.</summary>
    public bool InPlace;

    /// <summary>The largest of <see cref="Offsets"/>, in elements.</summary>
    public nint LargestOffset;
}
