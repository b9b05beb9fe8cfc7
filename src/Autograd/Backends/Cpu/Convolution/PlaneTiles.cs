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

    /// <summary>Computes all outputs: for each panel of channels, whose weights stay in L1 or L2, all places.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in PlaneProduct<T> p, T* tileMemory)
    {
        int panels = ProductPlan.CeilingDivide(p.Channels, TRegister.MaximumRows);
        int panelRows = ProductPlan.CeilingDivide(p.Channels, panels);
        bool rowwise = RowwiseCost(p.Channels, p.Rows, p.Columns) < FlatCost(p.Channels, p.Rows, p.Columns, p.Pitch);
        for (int channel = 0; channel < p.Channels; channel += panelRows)
        {
            int channels = Math.Min(panelRows, p.Channels - channel);
            if (rowwise)
            {
                Rowwise(in p, channel, channels, tileMemory);
            }
            else
            {
                Flat(in p, channel, channels, tileMemory);
            }
        }
    }

    /// <summary>What the outputs cost for each k.</summary>
    public static double Cost(int channels, int rows, int columns, int pitch) =>
        Math.Min(RowwiseCost(channels, rows, columns), FlatCost(channels, rows, columns, pitch));

    private static double RowwiseCost(int channels, int rows, int columns) =>
        rows * TileCost.Of(channels, TRegister.MaximumRows, columns, TRegister.Lanes);

    private static double FlatCost(int channels, int rows, int columns, int pitch) =>
        TileCost.Of(channels, TRegister.MaximumRows, ((rows - 1) * pitch) + columns, TRegister.Lanes);

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rowwise(in PlaneProduct<T> p, int channel, int channels, T* tileMemory)
    {
        bool unit = p.TargetColumn == 1 && p.Bias == null;
        PlaneSegment segment;
        for (int row = 0; row < p.Rows; row++)
        {
            for (int column = 0; column < p.Columns; column += 2 * TRegister.Lanes)
            {
                int columns = Math.Min(2 * TRegister.Lanes, p.Columns - column);
                segment = new(0, columns, (row * p.TargetRow) + ((nint)column * p.TargetColumn));
                T* direct = unit ? p.Target + segment.Target : null;
                Tile(in p, ((nint)row * p.Pitch) + column, columns, channel, channels, &segment, 1, direct, tileMemory);
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Flat(in PlaneProduct<T> p, int channel, int channels, T* tileMemory)
    {
        const int MostSegments = 66;
        PlaneSegment* segments = stackalloc PlaneSegment[MostSegments];
        int flat = p.FlatLength;
        bool contiguous = p.Rows == 1 || (p.Pitch == p.Columns && p.TargetRow == p.Columns);
        bool direct = contiguous && p.TargetColumn == 1 && p.Bias == null;
        for (int first = 0; first < flat; first += 2 * TRegister.Lanes)
        {
            int columns = Math.Min(2 * TRegister.Lanes, flat - first);
            int count = direct ? 0 : Cut(in p, first, columns, segments);
            Tile(in p, first, columns, channel, channels, segments, count, direct ? p.Target + first : null, tileMemory);
        }
    }

    /// <summary>Computes a tile, either straight into the target or, cut into segments, by way of the tile's memory.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tile(
        in PlaneProduct<T> p, nint place, int columns, int channel, int channels, PlaneSegment* segments, int count, T* direct, T* tileMemory)
    {
        TileArguments<T> tile;
        tile.K = p.K;
        tile.A = p.Weights + ((nint)channel * p.K);
        tile.ARow = p.K;
        tile.AStep = 1;
        tile.B = p.Source + place;
        tile.BStep = 0;
        tile.Offsets = p.Offsets;
        tile.Bias = null;
        tile.Accumulate = false;
        if (direct != null)
        {
            tile.C = direct + (channel * p.TargetChannel);
            tile.CRow = p.TargetChannel;
            tile.Columns = columns;
            Tiles<T, TRegister>.RunFromTable<PatchColumns>(channels, &tile);
            return;
        }

        tile.C = tileMemory;
        tile.CRow = 2 * TRegister.Lanes;
        tile.Columns = ProductPlan.RoundUp(columns, TRegister.Lanes);
        Tiles<T, TRegister>.RunFromTable<PatchColumns>(channels, &tile);
        for (int i = 0; i < count; i++)
        {
            Write(in p, tileMemory, channel, channels, segments[i]);
        }
    }

    /// <summary>Cuts a tile's columns into parts that each lie in one row of outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
