using System.Diagnostics;
using System.Globalization;

namespace Autograd.Benchmarks;

/// <summary>
/// A workload with one thread and with several in turns within one process, so that both see the same minute of the machine: the ratio's median and
/// quartiles, beside those of the machine's own arithmetic and copying measured in the same turns.
/// </summary>
/// <param name="threads">The larger number of threads.</param>
/// <param name="rounds">Turns.</param>
/// <param name="seconds">Seconds a measurement.</param>
internal sealed class Scaling(int threads, int rounds, double seconds)
{
    /// <summary>Prints a line a workload.</summary>
    public void Run(IReadOnlyList<Workload> workloads)
    {
        Console.WriteLine($"# {threads} threads ÷ 1, {rounds} turns: quartile, median, quartile");
        Console.WriteLine($"multiply-adds\t{Quartiles(Turns(count => Ceilings.FmaGflops(count)))}");
        Console.WriteLine($"copying\t{Quartiles(Turns(count => Ceilings.CopyGBps(count)))}");
        foreach (var workload in workloads)
            Console.WriteLine($"{workload.Name}\t{Quartiles(Ratios(workload))}");
    }

    private static string Quartiles(double[] ratios)
    {
        Array.Sort(ratios);
        return string.Create(CultureInfo.InvariantCulture, $"×{At(0.25):F2}\t×{At(0.5):F2}\t×{At(0.75):F2}");

        double At(double share)
        {
            var place = share * (ratios.Length - 1);
            var below = (int)place;
            var above = Math.Min(below + 1, ratios.Length - 1);
            return ratios[below] + ((place - below) * (ratios[above] - ratios[below]));
        }
    }

    private static double Rate(Action step, double seconds)
    {
        var clock = Stopwatch.StartNew();
        var count = 0;
        for (; clock.Elapsed.TotalSeconds < seconds; count++)
            step();
        return count / clock.Elapsed.TotalSeconds;
    }

    private double[] Ratios(Workload workload)
    {
        var step = workload.Prepare();
        foreach (var count in (ReadOnlySpan<int>)[1, threads, 1, threads])
        {
            AutogradOptions.Threads = count;
            Rate(step, 0.7);
        }

        return Turns(count =>
        {
            AutogradOptions.Threads = count;
            return Rate(step, seconds);
        });
    }

    /// <summary>Every turn begins with the other side, so that a drift favours neither.</summary>
    private double[] Turns(Func<int, double> rate)
    {
        var ratios = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            var manyFirst = round % 2 == 1;
            var first = rate(manyFirst ? threads : 1);
            var second = rate(manyFirst ? 1 : threads);
            ratios[round] = manyFirst ? first / second : second / first;
        }

        return ratios;
    }
}
