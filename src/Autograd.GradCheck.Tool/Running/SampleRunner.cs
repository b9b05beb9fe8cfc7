using Autograd.GradientChecking.Tool.Certificates;

namespace Autograd.GradientChecking.Tool.Running;

/// <summary>Checks one sample: float64 against differences, then float32 against float64.</summary>
internal static class SampleRunner
{
    /// <summary>Checks a sample.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="options">How float64 is checked.</param>
    /// <param name="mostUlps">How far float32 may be off.</param>
    /// <param name="tally">Gets the cells.</param>
    public static CaseOutcome Run(OperationSample sample, GradCheckOptions options, double mostUlps, CellTally tally)
    {
        try
        {
            var report = GradCheck.Run(sample, options);
            tally.Add(report);
            var checks = report.Checks.Where(check => check.Verdict > Verdict.Kink)
                .Select(check => new CheckReport(check.Name, check.Verdict, check.WorstPart, check.Worst?.ToString(), check.Diagnosis)).ToList();
            var (verdict, text) = (report.Verdict, report.ToString());

            // Of what is wrong in float64, or bent, there is no float32 to speak of: roundings choose the side of a kink.
            if (verdict == Verdict.Pass && !sample.IsAtKink && Single(sample, options) is { } single)
            {
                var isClose = single.WorstUlps <= mostUlps;
                tally.Add(new Cell(Cell.Float32, Device.Cpu.ToString(), 1, isClose ? Verdict.Pass : Verdict.Fail, single.WorstUlps, 1, single.Compared));
                text += $"\n  {single}";
                if (!isClose)
                {
                    verdict = Verdict.Fail;
                    checks.Add(new CheckReport("float32 against float64", verdict, single.WorstUlps, single.ToString(), "the float32 gradient loses digits that its inputs have"));
                }
            }

            return new CaseOutcome(sample.Name, verdict, checks, text);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return CaseOutcome.Thrown(sample.Name, "the check", error);
        }
    }

    /// <summary>The comparison; null where the operation is for float64 only, or nothing arrives at an input.</summary>
    private static Float32Comparison? Single(OperationSample sample, GradCheckOptions options)
    {
        Variable[] Function(Variable[] arguments)
        {
            for (var i = 0; i < arguments.Length; i++)
            {
                if (!sample.Inputs[i].IsDifferentiable)
                    arguments[i] = arguments[i].Detach();
            }

            return sample.Function(arguments);
        }

        var single = Float32Comparer.Run(Function, sample.ToVariables(), options.Seed, smallest: 1);
        return single.Compared > 0 ? single : null;
    }
}
