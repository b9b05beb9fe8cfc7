using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Convolution;

/// <summary>Weights as the input gradient multiplies with them: for each phase, an input channel's row is output channel by tap. A chunk is an input channel.</summary>
internal unsafe struct TransposedWeightsJob<T> : IParallelBody
    where T : unmanaged
{
    public T* Weights;
    public int Groups;
    public int InChannels;
    public int OutChannels;
    public int KernelHeight;
    public int KernelWidth;
    public PlanePhase<T>* Phases;
    public int PhaseCount;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Invoke(int chunk)
    {
        int group = chunk / InChannels;
        int channel = chunk % InChannels;
        int taps = KernelHeight * KernelWidth;
        for (int i = 0; i < PhaseCount; i++)
        {
            PlanePhase<T>* phase = Phases + i;
            T* target = phase->Weights + (group * phase->WeightsGroup) + ((nint)channel * phase->K);
            for (int output = 0; output < OutChannels; output++)
            {
                T* source = Weights + ((((nint)group * OutChannels) + output) * InChannels * taps) + ((nint)channel * taps);
                if (phase->Rows.Taps * phase->Columns.Taps == taps)
                {
                    PlaneStaging<T>.Copy(source, taps, target);
                    target += taps;
                    continue;
                }

                for (int row = 0; row < phase->Rows.Taps; row++)
                {
                    T* line = source + ((phase->Rows.FirstTap + (row * phase->Rows.TapStep)) * KernelWidth) + phase->Columns.FirstTap;
                    for (int column = 0; column < phase->Columns.Taps; column++)
                    {
                        *target++ = line[(nint)column * phase->Columns.TapStep];
                    }
                }
            }
        }
    }
}
