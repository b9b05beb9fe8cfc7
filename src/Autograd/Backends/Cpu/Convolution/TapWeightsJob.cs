using System.Numerics;
using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu.Convolution;

/// <summary>
/// Puts weights into the panels that <see cref="ScatterJob{T,TRegister}"/> multiplies with: in a panel of input channels, for each tap and
/// output channel, a row of the panel's channels and zeros. A chunk is an output channel.
/// </summary>
internal unsafe struct TapWeightsJob<T, TRegister> : IParallelBody
    where T : unmanaged, INumberBase<T>
    where TRegister : unmanaged, IRegister<TRegister, T>
{
    public T* Weights;
    public T* Packed;

    /// <summary>Input channels of a group.</summary>
    public int InChannels;

    /// <summary>Output channels of a group.</summary>
    public int OutChannels;
    public int Taps;

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        int width = PixelTiles<T, TRegister>.PanelChannels;
        int panels = ProductPlan.CeilingDivide(InChannels, width);
        int group = chunk / OutChannels;
        int output = chunk % OutChannels;
        T* source = Weights + ((nint)chunk * InChannels * Taps);
        for (int panel = 0; panel < panels; panel++)
        {
            int channels = Math.Min(width, InChannels - (panel * width));
            T* target = Packed + (((((((nint)group * panels) + panel) * Taps) * OutChannels) + output) * width);
            nint tapStep = (nint)OutChannels * width;
            Packing<T>.CopyRows(source + ((nint)panel * width * Taps), 1, Taps, Taps, channels, target, tapStep);
            if (channels < width)
            {
                Packing<T>.Clear(target + channels, Taps, width - channels, tapStep);
            }
        }
    }
}
