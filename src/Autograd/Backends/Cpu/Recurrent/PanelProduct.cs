using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu.Recurrent;

/// <summary>
/// A product with weights that lie in panels already, on the product's own tiles: what a step multiplies is too little for planning
/// and packing to be repeated every time.
/// </summary>
internal static unsafe class PanelProduct<T>
    where T : unmanaged, INumber<T>
{
    /// <summary>The longest sum at once: a panel of this depth stays in the first cache while the rows pass it.</summary>
    private const int DepthLimit = 256;

    /// <summary>Columns of a panel: a tile's, two registers.</summary>
    public static int Width => Register512<T>.IsSupported
        ? 2 * Register512<T>.Lanes
        : Register256<T>.IsSupported ? 2 * Register256<T>.Lanes : 2 * RegisterPortable<T>.Lanes;

    /// <summary>c (+)= a · panels.</summary>
    /// <param name="rows">Rows of a and c.</param>
    /// <param name="columns">Columns of c.</param>
    /// <param name="depth">Columns of a.</param>
    /// <param name="a">Rows of contiguous elements.</param>
    /// <param name="aRow">From row to row of a.</param>
    /// <param name="panels">[panels, …, depth, <see cref="Width"/>], whole registers of which are read.</param>
    /// <param name="panelStep">From panel to panel.</param>
    /// <param name="c">Rows of contiguous elements.</param>
    /// <param name="cRow">From row to row of c.</param>
    /// <param name="accumulate">Whether the product is added to c.</param>
    /// <param name="bias">What is added to every row, or null.</param>
    public static void Multiply(
        int rows, int columns, int depth, T* a, nint aRow, T* panels, nint panelStep, T* c, nint cRow, bool accumulate, T* bias)
    {
        if (Register512<T>.IsSupported)
            On<Register512<T>>(rows, columns, depth, a, aRow, panels, panelStep, c, cRow, accumulate, bias);
        else if (Register256<T>.IsSupported)
            On<Register256<T>>(rows, columns, depth, a, aRow, panels, panelStep, c, cRow, accumulate, bias);
        else
            On<RegisterPortable<T>>(rows, columns, depth, a, aRow, panels, panelStep, c, cRow, accumulate, bias);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void On<TRegister>(
        int rows, int columns, int depth, T* a, nint aRow, T* panels, nint panelStep, T* c, nint cRow, bool accumulate, T* bias)
        where TRegister : unmanaged, IRegister<TRegister, T>
    {
        // Tiles as even as can be: one with few rows would wait for each of its sums.
        var tiles = (rows + TRegister.MaximumRows - 1) / TRegister.MaximumRows;
        var (height, higher) = Math.DivRem(rows, tiles);
        TileArguments<T> tile;
        tile.ARow = aRow;
        tile.AStep = 1;
        tile.BStep = Width;
        tile.CRow = cRow;
        tile.Offsets = null;
        for (var column = 0; column < columns; column += Width)
        {
            tile.Columns = Math.Min(Width, columns - column);
            for (var k = 0; k < depth; k += DepthLimit)
            {
                tile.K = Math.Min(DepthLimit, depth - k);
                tile.B = panels + (column / Width * panelStep) + ((nint)k * Width);
                tile.Accumulate = accumulate || k > 0;
                tile.Bias = bias == null || k + DepthLimit < depth ? null : bias + column;
                tile.A = a + k;
                tile.C = c + column;
                for (var i = 0; i < tiles; i++)
                {
                    var count = i < higher ? height + 1 : height;
                    Tiles<T, TRegister>.Run(count, &tile);
                    tile.A += count * aRow;
                    tile.C += count * cRow;
                }
            }
        }
    }
}
