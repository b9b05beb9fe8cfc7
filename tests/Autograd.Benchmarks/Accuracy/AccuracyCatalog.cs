using Autograd.Tests.Numerics;

namespace Autograd.Benchmarks.Accuracy;

/// <summary>The functions that have a limit, and the command that scans them.</summary>
internal static class AccuracyCatalog
{
    /// <summary>Every so-many-th bit pattern where not all are asked for: a prime, so that low bits differ.</summary>
    private const int Stratum = 1021;

    private static readonly AccuracyTarget[] All =
    [
        new("exp", 2.5, AccuracyScan<LaneFunctions.Exp>.Run),
        new("log", 2.5, AccuracyScan<LaneFunctions.Log>.Run),
        new("tanh", 2.5, AccuracyScan<LaneFunctions.Tanh>.Run),
        new("sigmoid", 2.5, AccuracyScan<LaneFunctions.Sigmoid>.Run),
        new("erf", 2.5, AccuracyScan<LaneFunctions.Erf>.Run),
        new("gelu", 2.5, AccuracyScan<LaneFunctions.Gelu>.Run, Low: -1),
        new("gelu_below", 4e-8, AccuracyScan<LaneFunctions.Gelu>.Run, High: -1, IsAbsolute: true),
        new("silu", 2.5, AccuracyScan<LaneFunctions.Silu>.Run, Low: -87),
        new("silu_below", 3e-43, AccuracyScan<LaneFunctions.Silu>.Run, High: -87, IsAbsolute: true),
        new("softplus", 2.5, AccuracyScan<LaneFunctions.Softplus>.Run),
        new("sin", 2.5, AccuracyScan<LaneFunctions.Sin>.Run),
        new("cos", 2.5, AccuracyScan<LaneFunctions.Cos>.Run),
        new("expm1", 2.5, AccuracyScan<LaneFunctions.Expm1>.Run),
        new("log1p", 2.5, AccuracyScan<LaneFunctions.Log1p>.Run),
        new("normal_cdf", 2.5, AccuracyScan<LaneFunctions.NormalCdf>.Run),
    ];

    /// <summary>Scans the functions named, or all, and prints a line each: name, error, unit, input, result, reference, points, limit.</summary>
    /// <returns>0 if every error is within its limit.</returns>
    public static int Run(string only, bool full, string piece)
    {
        var names = only.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.FirstOrDefault(name => All.All(target => target.Name != name)) is { } unknown)
            throw new ArgumentException($"accuracy: there is no function {unknown}; choose from {string.Join(", ", All.Select(target => target.Name))}");
        var inputs = AccuracyPiece.Parse(piece, full ? 1 : Stratum);
        var code = 0;
        foreach (var target in All.Where(target => names.Length == 0 || names.Contains(target.Name)))
        {
            var worst = target.Scan(target, inputs);
            var verdict = worst.Error <= target.Limit ? "within" : "BEYOND";
            Console.WriteLine(FormattableString.Invariant(
                $"{target.Name}\t{worst.Error:G4}\t{(target.IsAbsolute ? "absolute" : "ulp")}\tat {worst.Input:R} = {worst.Computed:R}, exactly {worst.Exact:R}\t{worst.Points} points\t{verdict} {target.Limit}"));
            if (!(worst.Error <= target.Limit))
                code = 1;
        }

        return code;
    }
}
