using System.Diagnostics;
using Autograd.Tapes;

namespace Autograd.GradientChecking;

/// <summary>Runs every check that the options ask for, outside of whatever tape the caller has open.</summary>
internal static class Checker
{
    public static GradCheckReport Run(Func<Subject> make, GradCheckOptions options)
    {
        var previous = Arena.EnterThread(null);
        using var poison = Poison.Begin();
        try
        {
            return Run(make(), options);
        }
        finally
        {
            Arena.LeaveThread(previous);
        }
    }

    /// <summary>Checks a subject, outside of any tape; does not look for the operation behind a failure.</summary>
    public static GradCheckReport Check(Subject subject, GradCheckOptions options) => Check(subject, options, out _);

    private static GradCheckReport Run(Subject subject, GradCheckOptions options)
    {
        var report = Check(subject, options, out var plan);
        if (!options.Bisects || plan is null)
            return report;
        try
        {
            return report.With(TapeBisector.Run(subject, plan, options));
        }
        catch (Exception error) when (BackwardFault.IsOne(error))
        {
            // The failure stands; only where it comes from stays open.
            return report.With(new TapeBisection(0, 0, 0, [], [], [$"the function on a tape: {error.Message}"], TimeSpan.Zero));
        }
    }

    private static GradCheckReport Check(Subject subject, GradCheckOptions options, out BisectionPlan? plan)
    {
        var started = Stopwatch.GetTimestamp();
        options.Cancellation.ThrowIfCancellationRequested();
        var checks = new List<CheckResult>();
        var progress = new ProgressMeter(options, subject.Name);
        progress.Plan(1 + (subject.Inputs.Length * (options.Orders + (options.ChecksJvp ? 1 : 0))) + 1);
        var stage = new Stage(subject, order: 1, options.Seed);
        var contracts = new ContractCheck(subject, stage, options);
        checks.AddRange(contracts.Run());
        progress.Step("contracts");
        var (jvps, layouts) = (checks.Count, checks.Count);
        if (!contracts.IsHopeless)
        {
            // Above a kink or a mistake there is no higher derivative to speak of.
            for (var order = 1; order <= options.Orders && !checks.Exists(check => check.Verdict is Verdict.Fail or Verdict.Kink); order++)
            {
                var derived = order == 1 ? stage : new Stage(subject, order, options.Seed);
                Add(new DifferenceCheck(subject, derived, order, options).Run());
                if (order == 2 && !checks.Exists(check => check.Verdict is Verdict.Fail or Verdict.Kink) && new SymmetryCheck(subject, stage, derived).Run() is { } symmetric)
                    checks.Add(symmetric);
            }

            if (!checks.Exists(check => check.Verdict == Verdict.Fail))
                Add(new SecondPointCheck(subject, stage, options).Run());
            jvps = checks.Count;
            if (options.ChecksJvp)
                Add(new JvpCheck(subject, stage, options).Run());
            layouts = checks.Count;
            checks.AddRange(new LayoutCheck(subject, stage, options).Run());
            progress.Step("layouts");
        }

        plan = PlanFor(checks, jvps, layouts);
        var report = new GradCheckReport(subject.Name, checks, options.Seed, subject.Calls, Stopwatch.GetElapsedTime(started));
        return report.Compared > 0 ? report : throw new InvalidOperationException("gradcheck: nothing was checked; give inputs and outputs with elements");

        void Add(IEnumerable<CheckResult> results)
        {
            foreach (var result in results)
            {
                checks.Add(result);
                progress.Step(result.Name);
            }
        }
    }

    /// <summary>What to look for on the tape, null where nothing failed.</summary>
    private static BisectionPlan? PlanFor(List<CheckResult> checks, int jvps, int layouts)
    {
        var (order, gradients, forward, arranged, elsewhere) = (1, false, false, false, false);
        for (var i = 0; i < checks.Count; i++)
        {
            if (checks[i].Verdict is not (Verdict.Fail or Verdict.NonDeterministic))
                continue;
            order = Math.Max(order, checks[i].Order);
            if (checks[i].Name == ContractCheck.RecordedName)
                order = Math.Max(order, 2);
            gradients |= i < jvps;
            forward |= i >= jvps && i < layouts;
            arranged |= i >= layouts;
            elsewhere |= checks[i].Name.StartsWith(SecondPointCheck.NameStart, StringComparison.Ordinal);
        }

        return gradients || forward || arranged ? new BisectionPlan(order, gradients, forward, arranged, elsewhere) : null;
    }
}
