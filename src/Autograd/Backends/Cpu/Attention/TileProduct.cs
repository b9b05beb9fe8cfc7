using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu.Attention;

/// <summary>
/// A product of one tile of queries and keys on the matrix product's own kernels, without what causality leaves out: query i of the tile
/// sees the keys below i + 1 + <see cref="Diagonal"/>. Planning and packing anew for each of products this small would cost as much as they do.
/// </summary>
internal unsafe struct TileProduct<T>
    where T : unmanaged, INumber<T>
{
    public int Rows;
    public int Columns;
    public int Depth;
    public T* A;
    public nint ARow;
    public nint AColumn;

    /// <summary>Rows of contiguous elements, or panels.</summary>
    public T* B;
    public nint BRow;
    public nint BPanel;

    public T* C;
    public nint CRow;
    public bool Accumulate;

    /// <summary>Which axes are queries and keys.</summary>
    public TileAxes Axes;
    public int Diagonal;

    /// <summary>Columns of a panel: a tile's, two registers.</summary>
    public static int Width => 2 * Lanes;

    private static int Lanes => Register512<T>.IsSupported ? Register512<T>.Lanes : Register256<T>.IsSupported ? Register256<T>.Lanes : RegisterPortable<T>.Lanes;

    /// <summary>The elements of a packed B.</summary>
    public static int PackedSize(int depth, int columns) => ProductPlan.RoundUp(columns, Width) * depth;

    /// <summary>B of any layout, into panels.</summary>
    public void Pack(T* source, nint row, nint column, T* target)
    {
        B = target;
        BRow = Width;
        BPanel = (nint)Width * Depth;
        for (int first = 0; first < Columns; first += Width)
        {
            Packing<T>.CopyPanel(source + (first * column), row, column, Depth, Math.Min(Width, Columns - first), target, Width);
            target += BPanel;
        }
    }

    /// <summary>B of contiguous rows: where it is, or packed where the kernel would read beyond the end of rows.</summary>
    public void Take(T* source, nint row, T* room)
    {
        if (Columns % Lanes != 0)
        {
            Pack(source, row, 1, room);
            return;
        }

        B = source;
        BRow = row;
        BPanel = Width;
    }

    /// <summary>c (+)= a·b. Columns of scores beyond those that a tile's rows see are left as they are.</summary>
    public readonly void Run()
    {
        if (Register512<T>.IsSupported)
        {
            On<Register512<T>>();
        }
        else if (Register256<T>.IsSupported)
        {
            On<Register256<T>>();
        }
        else
        {
            On<RegisterPortable<T>>();
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void On<TRegister>()
        where TRegister : unmanaged, IRegister<TRegister, T>
    {
        TileArguments<T> tile;
        tile.ARow = ARow;
        tile.AStep = AColumn;
        tile.BStep = BRow;
        tile.Offsets = null;
        tile.CRow = CRow;
        tile.Bias = null;
        tile.Accumulate = Accumulate;

        // Tiles as even as can be: one with few rows would wait for each of its sums.
        int tiles = ProductPlan.CeilingDivide(Rows, TRegister.MaximumRows);
        (int height, int higher) = Math.DivRem(Rows, tiles);
        for (int row = 0, i = 0; i < tiles; i++)
        {
            int count = i < higher ? height + 1 : height;
            long seen = Math.Max(0, (long)row + count + Diagonal);
            int columns = Columns;
            int first = 0;
            int end = Depth;
            switch (Axes)
            {
                case TileAxes.QueriesByKeys:
                    // Whole registers: the panel has them, and so have the tile's rows.
                    columns = ProductPlan.RoundUp((int)Math.Min(seen, Columns), TRegister.Lanes);
                    break;
                case TileAxes.QueriesOverKeys:
                    end = (int)Math.Min(seen, Depth);
                    break;
                default:
                    first = (int)Math.Clamp((long)row - Diagonal, 0, Depth);
                    break;
            }

            T* c = C + (row * CRow);
            if (first < end)
            {
                tile.K = end - first;
                tile.A = A + (row * ARow) + (first * AColumn);
                for (int column = 0; column < columns; column += Width)
                {
                    tile.Columns = Math.Min(Width, columns - column);
                    tile.B = B + (first * BRow) + (column / Width * BPanel);
                    tile.C = c + column;
                    Tiles<T, TRegister>.Run(count, &tile);
                }
            }
            else if (!Accumulate)
            {
                Packing<T>.Clear(c, count, columns, CRow);
            }

            row += count;
        }
    }
}
