using System.Globalization;
using System.Runtime.InteropServices;

namespace Autograd.Benchmarks;

/// <summary>Runs ours and PyTorch's in turns, so that both see the same hour of the machine, and prints the median ratio.</summary>
/// <param name="peer">The other side.</param>
/// <param name="seconds">Seconds a measurement.</param>
/// <param name="threads">Threads of both sides.</param>
/// <param name="rounds">Measurements of each side.</param>
internal sealed class Comparison(Peer peer, double seconds, int threads, int rounds)
{
    /// <summary>Prints the versions, the machine's ceilings, and a line a workload.</summary>
    /// <returns>The exit code: 0, or 1 where there is no PyTorch to compare with.</returns>
    public int Run(IReadOnlyList<Workload> workloads)
    {
        if (peer.Versions() is not { } versions)
        {
            Console.Error.WriteLine("compare: this Python has no PyTorch; name one that has it with --python");
            return 1;
        }

        var (gflops, gigabytes) = (Ceilings.FmaGflops(threads), Ceilings.CopyGBps(threads));
        Console.WriteLine($"# {RuntimeInformation.FrameworkDescription} beside {versions}; {threads} thread(s), median of {rounds}");
        Console.WriteLine(Invariant($"# ceilings: {gflops:F0} GFLOP/s multiply-add, {gigabytes:F1} GB/s copied"));
        Console.WriteLine("# workload\tours\ttheirs\tunit\tratio\tshare of arithmetic\tshare of copying\ttheir threads");
        foreach (var workload in workloads)
            Console.WriteLine(Line(workload, gflops, gigabytes));
        return 0;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private string Line(Workload workload, double gflops, double gigabytes)
    {
        var settings = Peer.Settings(threads);
        var ours = new double[rounds];
        var theirs = new double[rounds];
        var best = settings[0];
        for (var round = 0; round < rounds; round++)
        {
            ours[round] = Measurement.Figure(workload, seconds);

            // The first round tries every setting; the others repeat the best.
            foreach (var setting in round == 0 ? settings : [best])
            {
                if (peer.Figure(workload.Name, seconds, setting) is not { } figure)
                    return $"{workload.Name}\t{ours[round]:G4}\t-\t{workload.Unit}";
                if (theirs[round] == 0 || Ratio(workload, figure, theirs[round]) > 1)
                    (theirs[round], best) = (figure, setting);
            }
        }

        var ratio = Median([.. ours.Zip(theirs, (a, b) => Ratio(workload, a, b))]);
        var our = Median(ours);
        var cost = Cost.Of(workload);
        var rate = workload.StepsPerSecond(our);
        return Invariant(
            $"{workload.Name}\t{our:G4}\t{Median(theirs):G4}\t{workload.Unit}\t×{ratio:G3}\t{cost.Flops * rate / gflops / 1e9:P0}\t{cost.Bytes * rate / gigabytes / 1e9:P0}\t{best}");
    }

    private static double Ratio(Workload workload, double a, double b) => workload.IsTime ? b / a : a / b;

    private static double Median(double[] figures)
    {
        var sorted = figures.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
