using System.Diagnostics;
using System.Globalization;

namespace Autograd.Benchmarks;

/// <summary>Repeats a step and reports the best of three stretches, as the peer does.</summary>
internal static class Measurement
{
    public static double Figure(Workload workload, double seconds)
    {
        var step = workload.Prepare();
        WarmUp(step);
        var best = 0.0;
        for (var stretch = 0; stretch < 3; stretch++)
            best = Math.Max(best, Rate(step, seconds / 3));
        return workload.Figure(best);
    }

    public static string Line(Workload workload, double seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{workload.Name}\t{Figure(workload, seconds):G4}\t{workload.Unit}");

    /// <summary>Where the time of a step goes.</summary>
    public static string Profile(Workload workload, double seconds)
    {
        var step = workload.Prepare();
        WarmUp(step);
        using var profile = Autograd.Profile.Start(traceLimit: 0);
        Rate(step, seconds);
        return $"{workload.Name}\n{profile}\n";
    }

    /// <summary>The JIT's tiers need calls and a little time before the code is the one that will be measured.</summary>
    private static void WarmUp(Action step)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 3 || clock.ElapsedMilliseconds < 400; i++)
            step();
    }

    private static double Rate(Action step, double seconds)
    {
        var clock = Stopwatch.StartNew();
        var count = 0;
        do
        {
            step();
            count++;
        }
        while (clock.Elapsed.TotalSeconds < seconds);
        return count / clock.Elapsed.TotalSeconds;
    }
}
