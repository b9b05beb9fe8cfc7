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

    /// <summary>
    /// The JIT's tiers need calls and time before the code is the one that will be measured, on one processor much of it: it is warm when a stretch
    /// gains nothing over the one before.
    /// </summary>
    private static void WarmUp(Action step)
    {
        const double Stretch = 0.3;
        const double Shortest = 1.5;
        const double Longest = 6;
        var clock = Stopwatch.StartNew();
        step();
        var before = 0.0;
        for (var calm = 0; (calm < 2 || clock.Elapsed.TotalSeconds < Shortest) && clock.Elapsed.TotalSeconds < Longest;)
        {
            var rate = Rate(step, Stretch);
            calm = rate < before * 1.03 ? calm + 1 : 0;
            before = Math.Max(before, rate);
        }
    }

    private static double Rate(Action step, double seconds)
    {
        // A device's work is queued, much faster than it runs: a stretch is made of batches that are waited for, so long that
        // waiting costs nothing and so short that the stretch ends in time.
        const double Batch = 0.05;
        var isQueued = Target.Device != Device.Cpu;
        Devices.Synchronize(Target.Device);
        var clock = Stopwatch.StartNew();
        var count = 0;
        for (var batch = 1; ;)
        {
            var began = clock.Elapsed.TotalSeconds;
            for (var i = 0; i < batch; i++)
                step();
            count += batch;
            if (isQueued)
                Devices.Synchronize(Target.Device);
            var now = clock.Elapsed.TotalSeconds;
            if (now >= seconds)
                return count / now;
            if (isQueued && now - began < Batch)
                batch *= 2;
        }
    }
}
