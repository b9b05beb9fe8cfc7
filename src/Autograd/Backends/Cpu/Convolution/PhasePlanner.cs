using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu.Convolution;

/// <summary>Lays out staged planes and their tables of offsets.</summary>
internal static unsafe class PhasePlanner<T>
    where T : unmanaged
{
    /// <summary>
    /// Plans a phase over a source of so many channels, all but its weights and its table. With enough staged rows to matter, the planes of
    /// neighbouring channels are kept from lying a multiple of 4 kB apart, where they would compete for the same sets of L1.
    /// </summary>
    public static PlanePhase<T> Plan(in StagedAxis rows, in StagedAxis columns, int channels, int height, int width, long stagedBytes)
    {
        PlanePhase<T> phase = default;
        phase.Rows = rows;
        phase.Columns = columns;
        phase.K = channels * rows.Taps * columns.Taps;
        phase.BandRows = Math.Max(1, rows.Outputs);
        phase.InPlace = Covers(in rows, height) && Covers(in columns, width);
        if (phase.K == 0 || rows.Outputs == 0)
        {
            return phase;
        }

        phase.Pitch = columns.StagedLength(columns.Outputs);
        int planes = rows.Phases * columns.Phases;
        long rowBytes = (long)channels * planes * phase.Pitch * sizeof(T);
        long most = Math.Clamp(((stagedBytes / Math.Max(1, rowBytes)) - rows.MaximumShift) / rows.OutputStep, 1, rows.Outputs);
        phase.BandRows = Math.Max(1, ProductPlan.CeilingDivide(rows.Outputs, ProductPlan.CeilingDivide(rows.Outputs, (int)most)));
        if (phase.InPlace)
        {
            phase.Pitch = width;
            phase.ChannelStride = (nint)height * width;
            phase.PhasePlane = phase.ChannelStride;
        }
        else
        {
            phase.PhasePlane = (nint)rows.StagedLength(phase.BandRows) * phase.Pitch;
            phase.ChannelStride = planes * phase.PhasePlane;
            if (phase.ChannelStride * sizeof(T) % 4096 == 0)
            {
                phase.ChannelStride += 2 * 64 / sizeof(T);
            }
        }

        return phase;
    }

    /// <summary>Fills the table of a phase: input channel by tap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FillOffsets(ref PlanePhase<T> phase, int channels, nint* table)
    {
        phase.Offsets = table;
        for (int channel = 0; channel < channels; channel++)
        {
            for (int row = 0; row < phase.Rows.Taps; row++)
            {
                for (int column = 0; column < phase.Columns.Taps; column++)
                {
                    nint plane = (phase.Rows.PhaseOf(row) * phase.Columns.Phases) + phase.Columns.PhaseOf(column);
                    nint place = ((nint)phase.Rows.ShiftOf(row) * phase.Pitch) + phase.Columns.ShiftOf(column);
                    nint offset = (channel * phase.ChannelStride) + (plane * phase.PhasePlane) + place;
                    phase.LargestOffset = Math.Max(phase.LargestOffset, offset);
                    *table++ = offset * sizeof(T);
                }
            }
        }
    }

    private static bool Covers(in StagedAxis axis, int size) =>
        axis.Phases == 1 && axis.SourceStep == 1 && axis.SourceStart(0) == 0 && axis.StagedLength(axis.Outputs) <= size;
}
