using Autograd.Backends;

namespace Autograd.Ilgpu.Kernels;

/// <summary>A convolution's or a pooling's sizes, as kernels take them.</summary>
internal struct WindowSizes
{
    public int InChannels;
    public int OutChannels;
    public int Height;
    public int Width;
    public int KernelHeight;
    public int KernelWidth;
    public int OutHeight;
    public int OutWidth;
    public int StrideHeight;
    public int StrideWidth;
    public int PaddingHeight;
    public int PaddingWidth;
    public int DilationHeight;
    public int DilationWidth;

    /// <summary>Channels of x that one group sees.</summary>
    public int InOfGroup;

    /// <summary>Channels of y that one group makes.</summary>
    public int OutOfGroup;

    public static WindowSizes Of(in ConvolutionGeometry geometry) => new()
    {
        InChannels = geometry.InChannels,
        OutChannels = geometry.OutChannels,
        Height = geometry.Height,
        Width = geometry.Width,
        KernelHeight = geometry.KernelHeight,
        KernelWidth = geometry.KernelWidth,
        OutHeight = geometry.OutHeight,
        OutWidth = geometry.OutWidth,
        StrideHeight = geometry.StrideHeight,
        StrideWidth = geometry.StrideWidth,
        PaddingHeight = geometry.PaddingHeight,
        PaddingWidth = geometry.PaddingWidth,
        DilationHeight = geometry.DilationHeight,
        DilationWidth = geometry.DilationWidth,
        InOfGroup = geometry.InChannels / Math.Max(1, geometry.Groups),
        OutOfGroup = geometry.OutChannels / Math.Max(1, geometry.Groups),
    };
}
