using System.Numerics;
using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu.Convolution;

/// <summary>Puts weights into the panels that <see cref="PixelTiles{T,TRegister}"/> multiplies with. A chunk is a panel.</summary>
internal unsafe struct PanelWeightsJob<T, TRegister> : IParallelBody
    where T : unmanaged, INumberBase<T>
    where TRegister : unmanaged, IRegister<TRegister, T>
{
    public T* Weights;
    public T* Packed;
    public int Groups;

    /// <summary>Output channels of a group.</summary>
    public int Channels;
    public int K;

    /// <summary>Packs all groups' weights.</summary>
    public readonly void Run() => WorkerPool.For(Groups * Panels, in this);

    private readonly int Panels => ProductPlan.CeilingDivide(Channels, PixelTiles<T, TRegister>.PanelChannels);

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        int width = PixelTiles<T, TRegister>.PanelChannels;
        int group = chunk / Panels;
        int channel = chunk % Panels * width;
        T* source = Weights + ((((nint)group * Channels) + channel) * K);
        Packing<T>.CopyRows(source, 1, K, K, Math.Min(width, Channels - channel), Packed + ((nint)chunk * width * K), width);
    }
}
