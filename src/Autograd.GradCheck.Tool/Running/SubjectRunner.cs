using Autograd.GradientChecking.Tool.Certificates;
using Autograd.GradientChecking.Tool.Subjects;

namespace Autograd.GradientChecking.Tool.Running;

/// <summary>Checks the samples of a subject.</summary>
/// <param name="options">What is asked for.</param>
/// <param name="devices">Devices to be held against the processor, at a spread of small samples: emulated ones are slow.</param>
/// <param name="mutations">A mutation campaign's report, or null.</param>
/// <param name="stop">Ends the run.</param>
internal sealed class SubjectRunner(RunOptions options, IReadOnlyList<Device> devices, MutationReport? mutations, CancellationToken stop)
{
    private readonly GradCheckOptions _checks = new()
    {
        Orders = options.Orders,
        Seed = options.Seed,
        AbsoluteTolerance = options.AbsoluteTolerance,
        RelativeTolerance = options.RelativeTolerance,
        Cancellation = stop,
    };

    /// <summary>Checks a subject.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="report">Gets every report as text, or null.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public OperationEntry Run(CheckedSubject subject, Action<string>? report)
    {
        var tally = new CellTally();
        var cases = new List<CaseOutcome>();
        List<OperationSample> samples = [];
        try
        {
            samples.AddRange(subject.Samples());
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            cases.Add(CaseOutcome.Thrown("its samples", "making them", error));
        }

        OperationSample[] derived = [.. samples.Where(SampleSpread.HasDerivative)];
        var spread = SampleSpread.Quick(derived);
        var chosen = options.IsQuick ? spread : derived;
        foreach (var sample in chosen)
        {
            stop.ThrowIfCancellationRequested();
            var outcome = SampleRunner.Run(sample, _checks, options.Float32Ulps, spread.Any(one => ReferenceEquals(one, sample)) ? devices : [], tally);
            report?.Invoke($"{subject.Name}: {sample.Name}\n{outcome.Text}");
            cases.Add(outcome);
        }

        return new OperationEntry
        {
            Name = subject.Name,
            Kind = subject.Kind,
            FullName = subject.FullName,
            Verdict = cases.Count == 0 ? null : cases.Max(outcome => outcome.Verdict),
            Cases = cases.Count,
            Failed = cases.Count(outcome => outcome.Verdict is Verdict.Fail or Verdict.NonDeterministic),
            Inconclusive = cases.Count(outcome => outcome.Verdict == Verdict.Inconclusive),
            Kinks = cases.Count(outcome => outcome.Verdict == Verdict.Kink),
            ValuesOnly = samples.Count - derived.Length,
            LeftOut = derived.Length - chosen.Count,
            Mutations = mutations?.Of(subject),
            Cells = tally.Cells,
            Reports = [.. cases.Where(outcome => outcome.Verdict > Verdict.Kink).Select(outcome => new CaseReport(outcome.Case, outcome.Verdict, outcome.Checks))],
        };
    }
}
