using Autograd.Backends;

namespace Autograd.Ops;

/// <summary>What a convolution is told beside its operands.</summary>
internal readonly record struct ConvolutionAttributes(Size2 Stride, Size2 Padding, Size2 Dilation, int Groups)
{
    public ConvolutionGeometry Geometry(Shape x, Shape w) => new()
    {
        Batch = x[0],
        InChannels = x[1],
        OutChannels = w[0],
        Height = x[2],
        Width = x[3],
        KernelHeight = w[2],
        KernelWidth = w[3],
        OutHeight = OutLength(x[2], w[2], Stride.Height, Padding.Height, Dilation.Height),
        OutWidth = OutLength(x[3], w[3], Stride.Width, Padding.Width, Dilation.Width),
        StrideHeight = Stride.Height,
        StrideWidth = Stride.Width,
        PaddingHeight = Padding.Height,
        PaddingWidth = Padding.Width,
        DilationHeight = Dilation.Height,
        DilationWidth = Dilation.Width,
        Groups = Groups,
    };

    /// <summary>⌊(length + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1, 0 or less where the kernel does not fit.</summary>
    public static int OutLength(int length, int kernel, int stride, int padding, int dilation)
    {
        var span = length + (2 * padding) - (dilation * (kernel - 1)) - 1;
        return span < 0 ? 0 : (span / stride) + 1;
    }

    public static IConvolutionKernels Kernels(string operation, IBackend backend) =>
        backend as IConvolutionKernels
        ?? throw Errors.Unsupported(operation, $"{backend.Device} has no convolution kernels", "move the operands to the CPU, x.To(Device.Cpu)");
}
