using System.Diagnostics;
using Autograd.Tapes;

namespace Autograd.GradientChecking;

/// <summary>Runs every check that the options ask for, outside of whatever tape the caller has open.</summary>
internal static class Checker
{
    public static GradCheckReport Run(Func<Subject> make, GradCheckOptions options)
    {
        var previous = Arena.EnterThread(null);
        try
        {
            return Run(make(), options);
        }
        finally
        {
            Arena.LeaveThread(previous);
        }
    }

    private static GradCheckReport Run(Subject subject, GradCheckOptions options)
    {
        var started = Stopwatch.GetTimestamp();
        options.Cancellation.ThrowIfCancellationRequested();
        var checks = new List<CheckResult>();
        var stage = new Stage(subject, order: 1, options.Seed);
        var contracts = new ContractCheck(subject, stage, options);
        checks.AddRange(contracts.Run());
        if (!contracts.IsHopeless)
        {
            // Above a kink or a mistake there is no higher derivative to speak of.
            for (var order = 1; order <= options.Orders && !checks.Exists(check => check.Verdict is Verdict.Fail or Verdict.Kink); order++)
            {
                var derived = order == 1 ? stage : new Stage(subject, order, options.Seed);
                checks.AddRange(new DifferenceCheck(subject, derived, order, options).Run());
            }

            if (!checks.Exists(check => check.Verdict == Verdict.Fail))
                checks.AddRange(new SecondPointCheck(subject, stage, options).Run());
            if (options.ChecksJvp)
                checks.AddRange(new JvpCheck(subject, stage, options).Run());
            checks.AddRange(new LayoutCheck(subject, stage, options).Run());
        }

        var report = new GradCheckReport(subject.Name, checks, options.Seed, subject.Calls, Stopwatch.GetElapsedTime(started));
        return report.Compared > 0 ? report : throw new InvalidOperationException("gradcheck: nothing was checked; give inputs and outputs with elements");
    }
}
