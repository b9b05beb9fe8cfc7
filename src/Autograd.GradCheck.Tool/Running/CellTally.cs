using Autograd.GradientChecking.Tool.Certificates;

namespace Autograd.GradientChecking.Tool.Running;

/// <summary>Adds up cells over a subject's cases.</summary>
internal sealed class CellTally
{
    private readonly SortedDictionary<(string Device, bool IsSingle, int Order), Cell> _cells = [];

    /// <summary>The cells, the processor's first; of each device contracts, then by order, then float32.</summary>
    public IReadOnlyList<Cell> Cells => [.. _cells.Values];

    /// <summary>The checks of a case.</summary>
    public void Add(GradCheckReport report)
    {
        foreach (var group in report.Checks.GroupBy(check => check.Order))
        {
            Add(new Cell(
                Cell.Float64,
                Cell.Cpu,
                group.Key,
                group.Max(check => check.Verdict),
                group.Max(check => check.WorstPart),
                1,
                group.Sum(check => check.Compared)));
        }
    }

    /// <summary>A cell of one case.</summary>
    public void Add(Cell cell)
    {
        var key = (cell.Device == Cell.Cpu ? string.Empty : cell.Device, cell.DType == Cell.Float32, cell.Order);
        _cells[key] = !_cells.TryGetValue(key, out var before) ? cell : before with
        {
            Verdict = (Verdict)Math.Max((int)before.Verdict, (int)cell.Verdict),
            Worst = Math.Max(before.Worst, cell.Worst),
            Cases = before.Cases + cell.Cases,
            Compared = before.Compared + cell.Compared,
        };
    }
}
