using System.Diagnostics;
using System.Globalization;

namespace Autograd.Benchmarks;

/// <summary>Several runs of one workload at the same time in one process: what each gets, and all of them against one alone.</summary>
internal static class Together
{
    public static void Run(Workload workload, int count, double seconds)
    {
        var alone = Rates(workload, 1, seconds)[0];
        var rates = Rates(workload, count, seconds);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{workload.Name}\talone {alone:G4}\t{count} together {string.Join(" + ", rates.Select(rate => rate.ToString("G4", CultureInfo.InvariantCulture)))}"
            + $"\tsum ×{rates.Sum() / alone:F2}\tslowest / fastest {rates.Min() / rates.Max():F2}\tsteps/s"));
    }

    private static double[] Rates(Workload workload, int count, double seconds)
    {
        var rates = new double[count];
        using var ready = new Barrier(count);
        var threads = Enumerable.Range(0, count).Select(index => new Thread(() =>
        {
            var step = workload.Prepare();
            Repeat(step, 0.7);
            ready.SignalAndWait();
            rates[index] = Repeat(step, seconds);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return rates;
    }

    private static double Repeat(Action step, double seconds)
    {
        var clock = Stopwatch.StartNew();
        var count = 0;
        for (; clock.Elapsed.TotalSeconds < seconds; count++)
            step();
        return count / clock.Elapsed.TotalSeconds;
    }
}
