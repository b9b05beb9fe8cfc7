using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu.Convolution;

/// <summary>
/// The convolution with the parts of the matrix product exchanged: a tile's rows are neighbouring outputs of a row, its columns are output
/// channels. Rows of outputs shorter than a register then waste nothing; the tile is transposed on its way to the target.
/// </summary>
internal static unsafe class PixelTiles<T, TRegister>
    where T : unmanaged, INumberBase<T>
    where TRegister : unmanaged, IRegister<TRegister, T>
{
    /// <summary>Output channels of a panel of weights.</summary>
    public static int PanelChannels => 2 * TRegister.Lanes;

    /// <summary>Elements of a group's weights in panels.</summary>
    public static nint PackedElements(int channels, int k) => (nint)ProductPlan.RoundUp(channels, PanelChannels) * k;

    /// <summary>What the outputs cost for each k.</summary>
    public static double Cost(int channels, int rows, int columns) =>
        rows * TileCost.Of(columns, TRegister.MaximumRows, channels, TRegister.Lanes);

    /// <summary>Computes all outputs, with the weights in panels of channels: in each, for every k, a row of the panel's channels.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in PlaneProduct<T> p, T* tileMemory)
    {
        int tiles = ProductPlan.CeilingDivide(p.Columns, TRegister.MaximumRows);
        int tilePixels = ProductPlan.CeilingDivide(p.Columns, tiles);
        TileArguments<T> tile;
        tile.K = p.K;
        tile.ARow = p.SourceColumn;
        tile.AStep = 0;
        tile.BStep = PanelChannels;
        tile.Offsets = p.Offsets;
        tile.C = tileMemory;
        tile.CRow = PanelChannels;
        tile.Accumulate = false;
        for (int channel = 0; channel < p.Channels; channel += PanelChannels)
        {
            int channels = Math.Min(PanelChannels, p.Channels - channel);
            tile.B = p.Weights + ((nint)channel * p.K);
            tile.Bias = p.Bias == null ? null : p.Bias + channel;
            tile.Columns = channels;
            T* target = p.Target + (channel * p.TargetChannel);
            for (int row = 0; row < p.Rows; row++)
            {
                for (int column = 0; column < p.Columns; column += tilePixels)
                {
                    int pixels = Math.Min(tilePixels, p.Columns - column);
                    tile.A = p.Source + ((nint)row * p.SourceRow) + ((nint)column * p.SourceColumn);
                    Tiles<T, TRegister>.RunFromTable<PatchRows>(pixels, &tile);
                    Packing<T>.CopyRows(tileMemory, 1, PanelChannels, channels, pixels, target + (row * p.TargetRow) + column, p.TargetChannel);
                }
            }
        }
    }
}
