using System.Diagnostics;
using System.Globalization;

namespace Autograd.Benchmarks;

/// <summary>PyTorch, run by the script that holds the same workloads, in a process of its own for each measurement.</summary>
/// <param name="python">A Python that has PyTorch.</param>
/// <param name="script">The peer's side of the workloads.</param>
internal sealed class Peer(string python, string script)
{
    /// <summary>The script beside the program.</summary>
    public static string OwnScript => Path.Combine(AppContext.BaseDirectory, "peer_pytorch.py");

    /// <summary>
    /// The ways to spend a number of threads: on PyTorch's own loops, on its matrix products, or, since a second thread can cost more
    /// than it brings, on neither. Both at once fight for the processors.
    /// </summary>
    public static IReadOnlyList<PeerThreads> Settings(int threads) =>
        threads == 1 ? [new(1, 1)] : [new(threads, 1), new(1, threads), new(1, 1)];

    /// <summary>The versions of Python, PyTorch and its matrix library, or null where there is no PyTorch.</summary>
    public string? Versions() => Run(["--versions"])?.Trim();

    /// <summary>A workload's figure, or null where the script has none.</summary>
    public double? Figure(string workload, double seconds, PeerThreads threads) =>
        Figure(workload, seconds, "--threads", $"{threads.Loops}", "--blas-threads", $"{threads.Products}");

    /// <summary>The same on a device of PyTorch's.</summary>
    public double? FigureOn(string device, string workload, double seconds) => Figure(workload, seconds, "--device", device);

    private double? Figure(string workload, double seconds, params string[] options)
    {
        string[] arguments = ["--only", workload, "--seconds", seconds.ToString(CultureInfo.InvariantCulture), .. options];
        var line = Run(arguments)?.Split('\n').FirstOrDefault(l => l.StartsWith(workload + "\t", StringComparison.Ordinal));
        return line is null ? null : double.Parse(line.Split('\t')[1], CultureInfo.InvariantCulture);
    }

    /// <summary>Whether this Python is there and has PyTorch.</summary>
    public bool IsThere
    {
        get
        {
            try
            {
                return Versions() is not null;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return false;
            }
        }
    }

    private string? Run(string[] arguments)
    {
        var start = new ProcessStartInfo(python) { RedirectStandardOutput = true };
        start.ArgumentList.Add(script);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : null;
    }
}
