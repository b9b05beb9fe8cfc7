using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Recurrent;

/// <summary>
/// Lays out the state's weight once for all steps, a block of units a chunk, so that each step's products read panels of
/// <see cref="UnitBlocks.Width"/> columns from one end to the other: for the way forward W'ᵀ, gate by gate; for the way back W'.
/// </summary>
internal unsafe struct WeightPanelsJob<T> : IParallelBody
    where T : unmanaged
{
    public int Units;
    public int Gates;
    public T* Weight;
    public T* Panels;
    public bool Transposes;

    /// <summary>The elements of all panels.</summary>
    public static long Size(int units, int gates) => (long)new UnitBlocks(units, 1).Count * UnitBlocks.Width * gates * units;

    /// <summary>The panel of a block and gate: [units, <see cref="UnitBlocks.Width"/>].</summary>
    public static T* Panel(T* panels, int unit, int gate, int units, int gates) =>
        panels + (((nint)unit * gates * units) + ((nint)gate * units * UnitBlocks.Width));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Invoke(int chunk)
    {
        var first = chunk * UnitBlocks.Width;
        var width = Math.Min(UnitBlocks.Width, Units - first);
        for (var gate = 0; gate < Gates; gate++)
        {
            T* panel = Panel(Panels, first, gate, Units, Gates);
            T* rows = Weight + ((nint)gate * Units * Units);
            if (Transposes)
            {
                for (var j = 0; j < width; j++)
                {
                    T* row = rows + ((nint)(first + j) * Units);
                    for (var k = 0; k < Units; k++)
                        panel[(k * UnitBlocks.Width) + j] = row[k];
                }
            }
            else
            {
                for (var k = 0; k < Units; k++)
                    new Span<T>(rows + ((nint)k * Units) + first, width).CopyTo(new Span<T>(panel + (k * UnitBlocks.Width), width));
            }
        }
    }
}
