using System.Numerics;
using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu.Recurrent;

/// <summary>
/// Lays out the state's weight once for all steps, a block of units a chunk, so that each step's products read panels of
/// <see cref="PanelProduct{T}.Width"/> columns from one end to the other: for the way forward W'ᵀ, gate by gate; for the way back W'.
/// Columns behind the last unit are 0.
/// </summary>
internal unsafe struct WeightPanelsJob<T> : IParallelBody
    where T : unmanaged, INumber<T>
{
    public int Units;
    public int Gates;
    public T* Weight;
    public T* Panels;
    public bool Transposes;

    /// <summary>The elements of all panels.</summary>
    public static long Size(int units, int gates) => (long)new UnitBlocks(units, 1).Count * UnitBlocks.Width * gates * units;

    /// <summary>From panel to panel of a block, all gates of one following each other.</summary>
    public static nint Step(int units, int gates) => (nint)gates * units * PanelProduct<T>.Width;

    /// <summary>A block's first panel, from a gate on: [units, <see cref="PanelProduct{T}.Width"/>].</summary>
    public static T* Panel(T* panels, int unit, int gate, int units, int gates) =>
        panels + (((nint)unit * gates * units) + ((nint)gate * units * PanelProduct<T>.Width));

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        var end = Math.Min(Units, (chunk + 1) * UnitBlocks.Width);
        for (var first = chunk * UnitBlocks.Width; first < end; first += PanelProduct<T>.Width)
        {
            var width = Math.Min(PanelProduct<T>.Width, end - first);
            for (var gate = 0; gate < Gates; gate++)
            {
                T* panel = Panels + ((nint)first * Gates * Units) + ((nint)gate * Units * PanelProduct<T>.Width);
                T* rows = Weight + ((nint)gate * Units * Units);
                if (width < PanelProduct<T>.Width)
                    new Span<T>(panel, Units * PanelProduct<T>.Width).Clear();
                if (Transposes)
                    Packing<T>.CopyRows(rows + ((nint)first * Units), 1, Units, Units, width, panel, PanelProduct<T>.Width);
                else
                    Packing<T>.CopyRows(rows + first, Units, 1, Units, width, panel, PanelProduct<T>.Width);
            }
        }
    }
}
