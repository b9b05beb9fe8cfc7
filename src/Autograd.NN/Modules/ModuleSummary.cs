using System.Globalization;
using System.Text;

namespace Autograd.NN;

/// <summary>Lays out a module's tree as a table.</summary>
internal static class ModuleSummary
{
    private static readonly string[] Titles = ["module", "kind", "parameters", "shapes"];

    public static string Of(ModuleBase module)
    {
        var rows = new List<string[]>();
        var counted = new HashSet<Parameter>();
        foreach (var (name, part) in module.NamedModules())
            rows.Add(Row(name.Length == 0 ? "(root)" : name, part, counted));

        var widths = Enumerable.Range(0, Titles.Length).Select(i => rows.Select(row => row[i].Length).Append(Titles[i].Length).Max()).ToArray();
        var text = new StringBuilder();
        Append(text, Titles, widths);
        text.Append('─', widths.Sum() + (2 * (widths.Length - 1))).Append('\n');
        foreach (var row in rows)
            Append(text, row, widths);
        text.Append('─', widths.Sum() + (2 * (widths.Length - 1))).Append('\n');
        return text.Append(Totals(module, counted)).ToString();
    }

    private static string[] Row(string name, ModuleBase part, HashSet<Parameter> counted)
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
        return [name, part.ToString(), shapes.Count == 0 ? string.Empty : Number(count), string.Join(", ", shapes)];
    }

    private static string Totals(ModuleBase module, HashSet<Parameter> parameters)
    {
        var total = parameters.Sum(parameter => parameter.Count);
        var trained = parameters.Where(parameter => parameter.RequiresGrad).Sum(parameter => parameter.Count);
        var bytes = parameters.Sum(parameter => parameter.Count * parameter.DType.Size())
            + module.NamedBuffers().Sum(named => named.Buffer.Current.Count * named.Buffer.Current.DType.Size());
        return string.Create(CultureInfo.InvariantCulture, $"{total:N0} parameters, {trained:N0} trained, {bytes / 1024.0:N1} KiB with buffers");
    }

    private static void Append(StringBuilder text, string[] row, int[] widths)
    {
        var line = new StringBuilder();
        for (var i = 0; i < row.Length; i++)
        {
            // Numbers end in one column, texts begin in one.
            line.Append(i == 2 ? row[i].PadLeft(widths[i]) : row[i].PadRight(widths[i]));
            line.Append("  ");
        }

        text.Append(line.ToString().TrimEnd()).Append('\n');
    }

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
