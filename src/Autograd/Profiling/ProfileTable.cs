using System.Globalization;
using System.Text;

namespace Autograd.Profiling;

/// <summary>Lays a profile out as a table.</summary>
internal static class ProfileTable
{
    private const int TextColumns = 2;

    public static string Text(Profile profile, ProfileGrouping by, int limit)
    {
        var all = profile.Rows(by);
        var outside = profile.Outside;
        var sum = outside + Total(all, row => row.Time);
        var cells = new List<string[]> { Titles(by) };
        foreach (var row in all.Take(limit))
            cells.Add(Cells(Name(row, by), Phase(row.Phase), row, sum));
        if (all.Count > limit)
            cells.Add(Cells($"{all.Count - limit} more", string.Empty, Sum(all.Skip(limit)), sum));
        cells.Add(["outside operations", string.Empty, string.Empty, Time(outside), Share(outside, sum), .. Enumerable.Repeat(string.Empty, cells[0].Length - 5)]);
        cells.Add(Cells("all", string.Empty, Sum(all) with { Time = sum }, sum));
        Drop(cells, column: cells[0].Length - 1, unless: all.Any(row => row.Launches > 0));
        return Layout(cells, profile);
    }

    private static string[] Titles(ProfileGrouping by) =>
    [
        by switch
        {
            ProfileGrouping.Operation => "operation",
            ProfileGrouping.Module => "module",
            _ => "operation, module",
        },
        "phase", "calls", "time", "share", "a call", "bytes", "GB/s", "flops", "GFLOP/s", "launches",
    ];

    private static string[] Cells(string name, string phase, ProfileRow row, TimeSpan sum)
    {
        var seconds = row.Time.TotalSeconds;
        return
        [
            name,
            phase,
            row.Calls.ToString("N0", CultureInfo.InvariantCulture),
            Time(row.Time),
            Share(row.Time, sum),
            row.Calls == 0 ? string.Empty : Time(row.Time.TotalSeconds / row.Calls),
            Scaled(row.Bytes),
            row.Bytes == 0 || seconds <= 0 ? string.Empty : Number(row.Bytes / seconds / 1e9),
            Scaled(row.Flops),
            row.Flops == 0 || seconds <= 0 ? string.Empty : Number(row.Flops / seconds / 1e9),
            row.Launches.ToString("N0", CultureInfo.InvariantCulture),
        ];
    }

    private static ProfileRow Sum(IEnumerable<ProfileRow> rows) => new(
        string.Empty,
        string.Empty,
        ProfilePhase.Forward,
        rows.Sum(row => row.Calls),
        Total(rows, row => row.Time),
        Total(rows, row => row.TotalTime),
        rows.Sum(row => row.Bytes),
        rows.Sum(row => row.Flops),
        rows.Sum(row => row.Launches));

    private static TimeSpan Total(IEnumerable<ProfileRow> rows, Func<ProfileRow, TimeSpan> time) =>
        rows.Aggregate(TimeSpan.Zero, (sum, row) => sum + time(row));

    private static string Name(ProfileRow row, ProfileGrouping by)
    {
        var module = row.Module.Length == 0 ? "(no module)" : row.Module;
        return by switch
        {
            ProfileGrouping.Operation => row.Operation,
            ProfileGrouping.Module => module,
            _ => row.Module.Length == 0 ? row.Operation : $"{row.Operation}, {module}",
        };
    }

    private static string Phase(ProfilePhase phase) => ProfileEvent.CategoryOf(phase);

    private static string Time(TimeSpan time) => Time(time.TotalSeconds);

    private static string Time(double seconds) => seconds switch
    {
        >= 1 => $"{Number(seconds)} s",
        >= 1e-3 => $"{Number(seconds * 1e3)} ms",
        _ => $"{Number(seconds * 1e6)} µs",
    };

    private static string Share(TimeSpan part, TimeSpan sum) =>
        (sum > TimeSpan.Zero ? part / sum : 0).ToString("P1", CultureInfo.InvariantCulture);

    private static string Scaled(long value) => value switch
    {
        0 => string.Empty,
        >= 1_000_000_000 => $"{Number(value / 1e9)} G",
        >= 1_000_000 => $"{Number(value / 1e6)} M",
        >= 1_000 => $"{Number(value / 1e3)} k",
        _ => $"{value}",
    };

    private static string Number(double value) =>
        value.ToString(value >= 100 ? "F0" : value >= 10 ? "F1" : "F2", CultureInfo.InvariantCulture);

    /// <summary>A column that says nothing is left out.</summary>
    private static void Drop(List<string[]> cells, int column, bool unless)
    {
        for (var i = 0; !unless && i < cells.Count; i++)
            cells[i] = [.. cells[i].Where((_, index) => index != column)];
    }

    private static string Layout(List<string[]> cells, Profile profile)
    {
        var widths = Enumerable.Range(0, cells[0].Length).Select(column => cells.Max(row => row[column].Length)).ToArray();
        var rule = new string('─', widths.Sum() + (2 * (widths.Length - 1)));
        var text = new StringBuilder();
        for (var i = 0; i < cells.Count; i++)
        {
            if (i == 1 || i == cells.Count - 1)
                text.Append(rule).Append('\n');
            var line = cells[i].Select((cell, column) => column < TextColumns ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.Append(string.Join("  ", line).TrimEnd()).Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture, $"{Time(profile.Elapsed)} measured");
        if (profile is { TraceLimit: > 0, DroppedEvents: > 0 })
            text.Append(CultureInfo.InvariantCulture, $"; the trace lacks the last {profile.DroppedEvents:N0} calls, start with a larger limit to have them");
        return text.ToString();
    }
}
