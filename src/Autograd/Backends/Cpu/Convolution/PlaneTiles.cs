using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu.Convolution;

/// <summary>
/// The convolution as a matrix product whose second operand is never made: column p of it is the patch at place p of the staged planes, so
/// the tile's registers are loaded straight from there, at the table's offset for each k.
/// </summary>
/// <remarks>
/// Tiles run over the planes' flattened places, also over those between two rows of outputs, whose results are dropped, or along the rows
/// where that takes no more registers. Each output is one chain of sums in the order of k, wherever it lies.
/// </remarks>
internal static unsafe class PlaneTiles<T, TRegister>
    where T : unmanaged, INumberBase<T>
    where TRegister : unmanaged, IRegister<TRegister, T>
{
    /// <summary>Elements of a tile's memory; the last register of its last row may be read from any column.</summary>
    public static int TileElements => (TRegister.MaximumRows * 2 * TRegister.Lanes) + TRegister.Lanes;

    /// <summary>Elements behind the last operand that are read and dropped.</summary>
    public static int Overrun => 2 * TRegister.Lanes;

    /// <summary>Computes all outputs.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in PlaneProduct<T> p, T* tileMemory)
    {
        const int MostSegments = 66;
        PlaneSegment* segments = stackalloc PlaneSegment[MostSegments];
        int width = 2 * TRegister.Lanes;
        int flat = p.FlatLength;
        bool dense = p.Pitch == p.Columns || p.Rows == 1;
        int flatRegisters = ProductPlan.CeilingDivide(flat, TRegister.Lanes);
        bool rowwise = !dense && p.Rows * ProductPlan.CeilingDivide(p.Columns, TRegister.Lanes) <= flatRegisters;
        bool unit = p.TargetColumn == 1 && p.Bias == null;
        if (rowwise)
        {
            for (int row = 0; row < p.Rows; row++)
            {
                for (int column = 0; column < p.Columns; column += width)
                {
                    int columns = Math.Min(width, p.Columns - column);
                    nint target = (row * p.TargetRow) + (column * p.TargetColumn);
                    segments[0] = new(0, columns, target);
                    Column(in p, ((nint)row * p.Pitch) + column, columns, segments, 1, unit ? p.Target + target : null, tileMemory);
                }
            }

            return;
        }

        bool direct = dense && unit && (p.Rows == 1 || p.TargetRow == p.Columns);
        for (int first = 0; first < flat; first += width)
        {
            int columns = Math.Min(width, flat - first);
            int count = direct ? 0 : Cut(in p, first, columns, segments);
            Column(in p, first, columns, segments, count, direct ? p.Target + first : null, tileMemory);
        }
    }

    /// <summary>Computes a tile's columns for all output channels.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Column(in PlaneProduct<T> p, nint place, int columns, PlaneSegment* segments, int count, T* direct, T* tileMemory)
    {
        TileArguments<T> tile;
        tile.K = p.K;
        tile.ARow = p.K;
        tile.AStep = 1;
        tile.B = p.Source + place;
        tile.BOffsets = p.Offsets;
        tile.Bias = null;
        tile.Accumulate = false;
        tile.CRow = direct != null ? p.TargetChannel : 2 * TRegister.Lanes;
        tile.Columns = direct != null ? columns : ProductPlan.RoundUp(columns, TRegister.Lanes);
        int panels = ProductPlan.CeilingDivide(p.Channels, TRegister.MaximumRows);
        int panelRows = ProductPlan.CeilingDivide(p.Channels, panels);
        for (int channel = 0; channel < p.Channels; channel += panelRows)
        {
            int rows = Math.Min(panelRows, p.Channels - channel);
            tile.A = p.Weights + ((nint)channel * p.K);
            tile.C = direct != null ? direct + (channel * p.TargetChannel) : tileMemory;
            Tiles<T, TRegister>.RunFromTable(rows, &tile);
            if (direct == null)
            {
                for (int i = 0; i < count; i++)
                {
                    Write(in p, tileMemory, channel, rows, segments[i]);
                }
            }
        }
    }

    /// <summary>Cuts a tile's columns into parts that each lie in one row of outputs.</summary>
    private static int Cut(in PlaneProduct<T> p, int first, int columns, PlaneSegment* segments)
    {
        int count = 0;
        int row = first / p.Pitch;
        int column = first - (row * p.Pitch);
        for (int done = 0; done < columns; row++, column = 0)
        {
            int here = Math.Min(p.Columns - column, columns - done);
            if (here > 0)
            {
                segments[count++] = new(done, here, (row * p.TargetRow) + ((nint)column * p.TargetColumn));
            }

            done += p.Pitch - column;
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Write(in PlaneProduct<T> p, T* tile, int channel, int rows, PlaneSegment segment)
    {
        nint width = 2 * TRegister.Lanes;
        T* from = tile + segment.Column;
        T* to = p.Target + (channel * p.TargetChannel) + segment.Target;
        if (p.TargetColumn != 1)
        {
            for (int row = 0; row < rows; row++)
            {
                T bias = p.Bias == null ? T.Zero : p.Bias[channel + row];
                for (int i = 0; i < segment.Count; i++)
                {
                    to[(nint)i * p.TargetColumn] = p.Bias == null ? from[i] : from[i] + bias;
                }

                from += width;
                to += p.TargetChannel;
            }

            return;
        }

        int whole = segment.Count > TRegister.Lanes ? TRegister.Lanes : 0;
        TRegister mask = TRegister.FirstLanes(segment.Count - whole);
        for (int row = 0; row < rows; row++)
        {
            TRegister bias = p.Bias == null ? TRegister.Zero : TRegister.Broadcast(p.Bias[channel + row]);
            if (whole != 0)
            {
                TRegister first = TRegister.Load(from);
                TRegister.Store(to, p.Bias == null ? first : TRegister.Add(first, bias));
            }

            TRegister rest = TRegister.Load(from + whole);
            TRegister.Store(to + whole, p.Bias == null ? rest : TRegister.Add(rest, bias), mask);
            from += width;
            to += p.TargetChannel;
        }
    }
}
