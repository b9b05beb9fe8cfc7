using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Autograd.Ops;

namespace Autograd.NN;

/// <summary>
/// A module's tree with parameters and, where an input was given, outputs, arithmetic and memory. <see cref="ToString"/> lays it
/// out as a table.
/// </summary>
public sealed class ModuleSummary
{
    private readonly Dictionary<ModuleBase, Measures> _measures = [];
    private readonly bool _ran;

    internal ModuleSummary(ModuleBase module, Action? pass)
    {
        if (pass is not null)
        {
            Measure(module, pass);
            _ran = true;
        }

        var counted = new HashSet<Parameter>();
        Rows = [.. module.NamedModules().Select(named => Row(named.Name, named.Module, counted))];
        Parameters = counted.Sum(parameter => parameter.Count);
        TrainedParameters = counted.Where(parameter => parameter.RequiresGrad).Sum(parameter => parameter.Count);
        StateBytes = counted.Sum(parameter => parameter.Count * parameter.DType.Size())
            + module.NamedBuffers().Sum(named => named.Buffer.Current.Count * named.Buffer.Current.DType.Size());
    }

    /// <summary>The modules, depth first in the order they were added.</summary>
    public IReadOnlyList<ModuleSummaryRow> Rows { get; }

    /// <summary>The elements of all parameters.</summary>
    public long Parameters { get; }

    /// <summary>The elements of the parameters that are not frozen.</summary>
    public long TrainedParameters { get; }

    /// <summary>The bytes of parameters and buffers.</summary>
    public long StateBytes { get; }

    /// <summary>Floating-point operations of the pass; 0 where no input was given.</summary>
    public long Flops => Rows.Sum(row => row.Flops);

    /// <summary>The bytes the pass computed; 0 where no input was given.</summary>
    public long ActivationBytes => Rows.Sum(row => row.Bytes);

    /// <summary>The table.</summary>
    public override string ToString()
    {
        string[] titles = _ran ? ["module", "kind", "output", "parameters", "flops", "memory"] : ["module", "kind", "parameters", "shapes"];
        int[] numbers = _ran ? [3, 4, 5] : [2];
        List<string[]> rows = [.. Rows.Select(Cells)];
        var widths = Enumerable.Range(0, titles.Length).Select(i => rows.Select(row => row[i].Length).Append(titles[i].Length).Max()).ToArray();
        var text = new StringBuilder();
        Append(text, titles, widths, numbers);
        text.Append('─', widths.Sum() + (2 * (widths.Length - 1))).Append('\n');
        foreach (var row in rows)
            Append(text, row, widths, numbers);
        text.Append('─', widths.Sum() + (2 * (widths.Length - 1))).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"{Parameters:N0} parameters, {TrainedParameters:N0} trained, {Kibibytes(StateBytes)} with buffers");
        if (_ran)
            text.Append(CultureInfo.InvariantCulture, $"\n{Flops:N0} flops and {Kibibytes(ActivationBytes)} of results in a forward pass");
        return text.ToString();
    }

    private static void Append(StringBuilder text, string[] row, int[] widths, int[] numbers)
    {
        var line = new StringBuilder();
        for (var i = 0; i < row.Length; i++)
        {
            // Numbers end in one column, texts begin in one.
            line.Append(numbers.Contains(i) ? row[i].PadLeft(widths[i]) : row[i].PadRight(widths[i]));
            line.Append("  ");
        }

        text.Append(line.ToString().TrimEnd()).Append('\n');
    }

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Kibibytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:N1} KiB");

    private static string Shown(object? output) => output switch
    {
        Variable variable => variable.Shape.ToString(),
        ITuple tuple => $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Shown(tuple[i])))})",
        IEnumerable<Variable> variables => $"[{string.Join(", ", variables.Select(Shown))}]",
        null => "null",
        _ => output.GetType().Name,
    };

    private string[] Cells(ModuleSummaryRow row)
    {
        var name = row.Path.Length == 0 ? "(root)" : row.Path;
        var parameters = row.Parameters is { } count ? Number(count) : string.Empty;
        if (!_ran)
            return [name, row.Kind, parameters, row.State];
        var times = row.Calls > 1 ? $" ×{row.Calls}" : string.Empty;
        return [name, row.Kind, row.Output + times, parameters, row.Flops == 0 ? string.Empty : Number(row.Flops), row.Bytes == 0 ? string.Empty : Kibibytes(row.Bytes)];
    }

    private ModuleSummaryRow Row(string path, ModuleBase part, HashSet<Parameter> counted)
    {
        var shapes = new List<string>();
        long count = 0;
        foreach (var parameter in part.OwnParameters)
        {
            var isFirst = counted.Add(parameter);
            count += isFirst ? parameter.Count : 0;
            shapes.Add($"{parameter.NameIn(part)} {parameter.Shape}{(isFirst ? string.Empty : " shared")}{(parameter.RequiresGrad ? string.Empty : " frozen")}");
        }

        shapes.AddRange(part.OwnBuffers.Select(buffer => $"{buffer.Name} {buffer.Current.Shape} buffer"));
        var measures = _measures.GetValueOrDefault(part) ?? new Measures();
        return new ModuleSummaryRow(
            path, part.ToString(), string.Join(", ", shapes), shapes.Count == 0 ? null : count, measures.Calls, measures.Output, measures.Flops, measures.Bytes);
    }

    private void Measure(ModuleBase module, Action pass)
    {
        var trained = module.NamedModules().Where(named => named.Module.Training).Select(named => named.Module).ToList();
        var reporter = ModuleFrame.Reporter;
        using var tape = new Tape(TapeOptions.None, onThreadOnly: true);
        tape.Watcher = (operation, inputs, outputs) => Count(module, operation, inputs, outputs);
        ModuleFrame.Reporter = (part, output) =>
        {
            var measures = Of(part);
            (measures.Calls, measures.Output) = (measures.Calls + 1, Shown(output));
        };
        module.Eval();
        try
        {
            pass();
        }
        finally
        {
            ModuleFrame.Reporter = reporter;
            foreach (var part in trained)
                part.TrainAlone();
        }
    }

    /// <summary>An operation counts for the module whose code called it; borrowed modules' work counts for the root.</summary>
    private void Count(ModuleBase root, Operation operation, ReadOnlySpan<Variable> inputs, ReadOnlySpan<Variable> outputs)
    {
        var measures = Of(ModuleFrame.Running is { } running && ReferenceEquals(running.Root, root.Root) ? running : root);
        measures.Flops += operation.Flops(inputs, outputs);
        foreach (var output in outputs)
            measures.Bytes += Operation.IsView(output, inputs) ? 0 : output.Count * output.DType.Size();
    }

    private Measures Of(ModuleBase module) => _measures.TryGetValue(module, out var measures) ? measures : _measures[module] = new Measures();

    private sealed class Measures
    {
        public int Calls { get; set; }

        public string? Output { get; set; }

        public long Flops { get; set; }

        public long Bytes { get; set; }
    }
}
