using System.Numerics;
using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu.Convolution;

/// <summary>
/// Puts weights into the panels that input gradients multiply with: in a panel of input channels, for each tap and output channel, a row of
/// the panel's channels and zeros. A chunk is an output channel.
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

    /// <summary>From tap to tap in a panel; the other way round than <see cref="OutputStep"/>.</summary>
    public nint TapStep;

    /// <summary>From output channel to output channel in a panel.</summary>
    public nint OutputStep;

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
            T* target = Packed + ((((nint)group * panels) + panel) * Taps * OutChannels * width) + (output * OutputStep);
            Packing<T>.CopyRows(source + ((nint)panel * width * Taps), 1, Taps, Taps, channels, target, TapStep);
            if (channels < width)
            {
                Packing<T>.Clear(target + channels, Taps, width - channels, TapStep);
            }
        }
    }
}
