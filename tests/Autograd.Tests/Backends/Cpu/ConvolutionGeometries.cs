using Autograd.Backends;

namespace Autograd.Tests.Backends.Cpu;

/// <summary>Geometries to test convolutions on.</summary>
internal static class ConvolutionGeometries
{
    /// <summary>A geometry with its output's sizes worked out.</summary>
    public static ConvolutionGeometry Complete(ConvolutionGeometry g) => g with
    {
        OutHeight = OutSize(g.Height, g.KernelHeight, g.StrideHeight, g.PaddingHeight, g.DilationHeight),
        OutWidth = OutSize(g.Width, g.KernelWidth, g.StrideWidth, g.PaddingWidth, g.DilationWidth),
    };

    /// <summary>Square everything.</summary>
    public static ConvolutionGeometry Square(
        int batch, int inChannels, int outChannels, int size, int kernel, int stride = 1, int padding = 0, int dilation = 1, int groups = 1) =>
        Complete(new()
        {
            Batch = batch,
            InChannels = inChannels,
            OutChannels = outChannels,
            Height = size,
            Width = size,
            KernelHeight = kernel,
            KernelWidth = kernel,
            StrideHeight = stride,
            StrideWidth = stride,
            PaddingHeight = padding,
            PaddingWidth = padding,
            DilationHeight = dilation,
            DilationWidth = dilation,
            Groups = groups,
        });

    /// <summary>Rectangular everything, a kernel that need not fit without the padding, sometimes depthwise.</summary>
    public static ConvolutionGeometry Random(Random random)
    {
        while (true)
        {
            int groups = random.Next(3) == 0 ? random.Next(1, 5) : 1;
            bool depthwise = random.Next(6) == 0;
            ConvolutionGeometry g = Complete(new()
            {
                Batch = random.Next(1, 5),
                InChannels = groups * (depthwise ? 1 : random.Next(1, 7)),
                OutChannels = groups * random.Next(1, random.Next(3) == 0 ? 35 : 5),
                Height = random.Next(1, 14),
                Width = random.Next(1, random.Next(4) == 0 ? 40 : 14),
                KernelHeight = random.Next(1, 5),
                KernelWidth = random.Next(1, 5),
                StrideHeight = random.Next(1, 4),
                StrideWidth = random.Next(1, 4),
                PaddingHeight = random.Next(0, 4),
                PaddingWidth = random.Next(0, 4),
                DilationHeight = random.Next(1, 4),
                DilationWidth = random.Next(1, 4),
                Groups = groups,
            });
            if (g.OutHeight > 0 && g.OutWidth > 0)
            {
                return g;
            }
        }
    }

    private static int OutSize(int size, int kernel, int stride, int padding, int dilation)
    {
        int free = size + (2 * padding) - (dilation * (kernel - 1)) - 1;
        return free < 0 ? 0 : (free / stride) + 1;
    }
}
