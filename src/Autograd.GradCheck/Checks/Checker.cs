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
            using var subject = make();
            return Run(subject, options);
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
        checks.AddRange(new ContractCheck(subject, stage, options).Run());
        if (!checks.Exists(check => check.Verdict is Verdict.NonDeterministic || (check.Verdict == Verdict.Fail && check.Order == 0 && check.Name == "inputs untouched")))
        {
            for (var order = 1; order <= options.Orders && (order == 1 || !checks.Exists(check => check.Verdict == Verdict.Fail)); order++)
            {
                var derived = order == 1 ? stage : new Stage(subject, order, options.Seed);
                checks.AddRange(new DifferenceCheck(subject, derived, order, options).Run());
            }

            if (options.ChecksJvp)
                checks.AddRange(new JvpCheck(subject, stage, options).Run());
            checks.AddRange(new LayoutCheck(subject, stage, options).Run());
        }

        var report = new GradCheckReport(subject.Name, checks, options.Seed, subject.Calls, Stopwatch.GetElapsedTime(started));
        return report.Compared > 0 ? report : throw new InvalidOperationException("gradcheck: nothing was checked; give inputs and outputs with elements");
    }
}
