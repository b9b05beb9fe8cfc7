using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Convolution;

/// <summary>Adds the shares' partial gradients in their order and puts the taps behind the channels. A chunk is an output channel.</summary>
internal unsafe struct WeightReductionJob<T> : IParallelBody
    where T : unmanaged, INumberBase<T>
{
    /// <summary>For each share, [out channels, taps, in channels of a group].</summary>
    public T* Partial;

    /// <summary>[out channels, in channels of a group, taps].</summary>
    public T* Target;
    public int Shares;
    public int OutChannels;
    public int InChannels;
    public int Taps;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Invoke(int chunk)
    {
        int length = InChannels * Taps;
        T* sums = Partial + ((nint)chunk * length);
        Span<T> sum = new(sums, length);
        for (int share = 1; share < Shares; share++)
        {
            TensorPrimitives.Add(sum, new ReadOnlySpan<T>(sums + ((nint)share * OutChannels * length), length), sum);
        }

        T* target = Target + ((nint)chunk * length);
        for (int channel = 0; channel < InChannels; channel++)
        {
            for (int tap = 0; tap < Taps; tap++)
            {
                *target++ = sums[((nint)tap * InChannels) + channel];
            }
        }
    }
}
