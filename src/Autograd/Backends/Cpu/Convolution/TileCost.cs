using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu.Convolution;

/// <summary>What tiles of the micro-kernel cost for each k, and what writing them costs, in elements multiplied, by which the ways to compute a map are compared.</summary>
internal static class TileCost
{
    /// <summary>Writing an element of a transposed tile.</summary>
    public const double TransposedElement = 24;

    /// <summary>Writing an element by way of a tile's memory.</summary>
    public const double CopiedElement = 6;

    /// <summary>Writing an element by itself, where neighbours are a step apart.</summary>
    public const double SpreadElement = 48;

    /// <summary>Independent sums that keep the multiply-add units busy.</summary>
    private const int BusySums = 8;

    /// <summary>A tile one register wide loads so much more for each sum.</summary>
    private const double Narrow = 1.25;

    /// <summary>
    /// All tiles over so many rows, cut evenly at <paramref name="mostRows"/>, by so many columns, cut at two registers. Tiles with too few
    /// sums for the units take as long as with enough of them.
    /// </summary>
    public static double Of(int rows, int mostRows, int columns, int lanes)
    {
        int panels = ProductPlan.CeilingDivide(rows, mostRows);
        double panelRows = (double)rows / panels;
        int registers = ProductPlan.CeilingDivide(columns, lanes);
        double wide = Math.Max(BusySums, 2 * panelRows);
        double narrow = Math.Max(BusySums, Narrow * panelRows);
        return panels * lanes * ((registers / 2 * wide) + (registers % 2 * narrow));
    }
}
