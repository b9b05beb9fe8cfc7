using System.Diagnostics;
using System.Globalization;

namespace Autograd.Benchmarks;

/// <summary>Runs ours and PyTorch's in turns, so that both see the same hour of the machine, and prints the median ratio.</summary>
internal static class Comparison
{
    private const int Rounds = 3;

    public static int Run(IReadOnlyList<Workload> workloads, double seconds, int threads, string python, FileInfo script)
    {
        foreach (var workload in workloads)
        {
            var ours = new double[Rounds];
            var theirs = new double[Rounds];
            for (var round = 0; round < Rounds; round++)
            {
                ours[round] = Measurement.Figure(workload, seconds);
                if (Peer(workload.Name, seconds, threads, python, script) is not { } figure)
                    return 1;
                theirs[round] = figure;
            }

            var ratios = ours.Zip(theirs, (a, b) => workload.IsTime ? b / a : a / b).Order().ToArray();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{workload.Name}\t{ours.Order().ElementAt(Rounds / 2):G4}\t{theirs.Order().ElementAt(Rounds / 2):G4}\t{workload.Unit}\t×{ratios[Rounds / 2]:G3}"));
        }

        return 0;
    }

    private static double? Peer(string name, double seconds, int threads, string python, FileInfo script)
    {
        var start = new ProcessStartInfo(python) { RedirectStandardOutput = true };
        foreach (var argument in new[] { script.FullName, "--only", name, "--threads", $"{threads}", "--seconds", seconds.ToString(CultureInfo.InvariantCulture) })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var line = output.Split('\n').FirstOrDefault(l => l.StartsWith(name + "\t", StringComparison.Ordinal));
        if (line is null)
        {
            Console.Error.WriteLine($"compare: {script.Name} gave no line for {name}; run it by hand");
            return null;
        }

        return double.Parse(line.Split('\t')[1], CultureInfo.InvariantCulture);
    }
}
