using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Recurrent;

/// <summary>
/// How a step's work is cut up: blocks of units, all of whose gates one chunk computes, by blocks of rows. It follows from the
/// shape only.
/// </summary>
internal readonly struct UnitBlocks(int units, int batch)
{
    /// <summary>Units of a block: two of the widest float32 registers, so a product's panel of columns.</summary>
    public const int Width = 32;

    private const int RowLimit = 64;

    private readonly int _units = units;
    private readonly int _batch = batch;

    public int Count { get; } = (units + Width - 1) / Width;

    public int Chunks => Count * ((_batch + RowLimit - 1) / RowLimit);

    /// <summary>A chunk's first row, rows, first unit and units.</summary>
    public (int Row, int Rows, int Unit, int Units) Of(int chunk)
    {
        var (rows, block) = Math.DivRem(chunk, Count);
        return (rows * RowLimit, Math.Min(RowLimit, _batch - (rows * RowLimit)), block * Width, Math.Min(Width, _units - (block * Width)));
    }

    /// <summary>Announces a row's block of units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Fetch<T>(T* first)
        where T : unmanaged
    {
        for (var place = 0; place < Width * sizeof(T); place += CacheLine.Size)
            Lines.Fetch((byte*)first + place);
    }
}
