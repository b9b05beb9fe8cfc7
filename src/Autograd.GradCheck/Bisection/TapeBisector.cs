using System.Diagnostics;

namespace Autograd.GradientChecking;

/// <summary>
/// Finds the operation behind a wrong gradient: records the function, replays each operation alone with the inputs it met, and
/// checks it there. Identities come first, for they cost two walks each; then two probes; only what is suspected gets a
/// full check. Where every operation is right alone, looks for what happened between them.
/// </summary>
internal sealed class TapeBisector
{
    private const int MostFacts = 6;

    private readonly GradCheckOptions _options;
    private readonly BisectionPlan _plan;
    private readonly ProgressMeter _progress;
    private readonly List<TapeFinding> _findings = [];
    private readonly List<string> _unchecked = [];
    private readonly List<string> _replays = [];
    private readonly HashSet<RecordedNode> _examined = [];
    private int _screened;
    private int _probed;

    private TapeBisector(GradCheckOptions options, BisectionPlan plan)
    {
        _options = options;
        _plan = plan;
        _progress = new ProgressMeter(options, "tape bisect");
    }

    /// <summary>Bisects the tape of a subject whose check failed.</summary>
    public static TapeBisection Run(Subject subject, BisectionPlan plan, GradCheckOptions options)
    {
        var started = Stopwatch.GetTimestamp();
        var bisector = new TapeBisector(options, plan);
        var stage = StageOf(subject, plan.Order, options);
        if (plan is { Gradients: false, Forward: false } && !subject.IsModel)
            bisector.SearchLayouts(subject, stage);

        // An operation whose second derivative drops its input lies on no way from the inputs to the gradients, only on one to the value.
        using var recording = new TapeRecording((tape, below) => stage.Record(tape, below));
        return bisector.Finish(recording, started, () => Between(subject, stage, plan, options));
    }

    /// <summary>Checks every operation that a function records, whatever its dtype, whether or not anything has failed.</summary>
    public static TapeBisection RunAll(Func<Variable> function, GradCheckOptions options)
    {
        var started = Stopwatch.GetTimestamp();
        var bisector = new TapeBisector(options, BisectionPlan.All(options));
        using var recording = new TapeRecording(_ => [function() ?? throw new InvalidOperationException("gradcheck: the function returned null; return its output")]);
        if (recording.Nodes.Count == 0)
            throw new InvalidOperationException("gradcheck: no operation was recorded; give a function that reads Variables which require gradients");
        var found = bisector.Finish(recording, started, () => []);
        return found.Screened > 0 || found.Unchecked.Count > 0
            ? found
            : throw new InvalidOperationException("gradcheck: nothing was checked; no recorded operation has elements and a gradient");
    }

    /// <summary>What happened between operations that are right alone.</summary>
    private static List<string> Between(Subject subject, Stage stage, BisectionPlan plan, GradCheckOptions options)
    {
        // Recorded anew: an operation that keeps something has kept what the replays gave it.
        using var recording = new TapeRecording(tape => stage.Record(tape));
        List<string> facts = [.. new SumEvidence(subject, stage, recording, plan, options).Find(), .. new DriftEvidence(subject, stage, recording, options).Find()];
        if (facts.Count == 0)
            return ["every sum of gradients adds up, and no value without a gradient moves with the inputs"];
        return facts.Count <= MostFacts ? facts : [.. facts.Take(MostFacts), $"and {facts.Count - MostFacts} more of the kind"];
    }

    /// <summary>The stage of the order that failed; of the first where the walk before it throws.</summary>
    private static Stage StageOf(Subject subject, int order, GradCheckOptions options)
    {
        try
        {
            return new Stage(subject, order, options.Seed);
        }
        catch (Exception error) when (order > 1 && BackwardFault.IsOne(error))
        {
            return new Stage(subject, order: 1, options.Seed);
        }
    }

    /// <summary>Where only other layouts fail, the tape of a call with such inputs has the operation that meets one it gets wrong.</summary>
    private void SearchLayouts(Subject subject, Stage stage)
    {
        foreach (var layout in InputLayouts.Unusual)
        {
            var (arguments, leaves) = ((Variable[])subject.Arguments.Clone(), (Variable[])subject.Leaves.Clone());
            for (var i = 0; i < leaves.Length; i++)
            {
                var input = subject.Inputs[i];
                if (InputLayouts.Arrange(input.Leaf, layout) is { } arranged && input.Domain.Contains(arranged.ToArray<double>(), input.Shape))
                    leaves[i] = arguments[input.Position] = arranged.WithGrad();
            }

            using (var recording = new TapeRecording(tape => stage.Record(tape, arguments, leaves)))
                Search(recording.Nodes);
            if (_findings.Count > 0)
                return;
            _examined.Clear();
            _unchecked.Clear();
            _replays.Clear();
            (_screened, _probed) = (0, 0);
        }
    }

    private TapeBisection Finish(TapeRecording recording, long started, Func<IReadOnlyList<string>> wiring)
    {
        if (_findings.Count == 0)
            Search(recording.Nodes);
        IReadOnlyList<string> evidence = _findings.Count > 0 ? [] : [.. _replays, .. wiring()];
        _findings.Sort((a, b) => b.Node.CompareTo(a.Node));
        return new TapeBisection(recording.Nodes.Count, _screened, _probed, _findings, evidence, _unchecked, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>From the outputs on, as the walk goes: the first wrong derivative is the first that spoilt a gradient.</summary>
    private void Search(IReadOnlyList<RecordedNode> nodes)
    {
        _progress.Plan(2 * nodes.Count);
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            var node = nodes[i];
            _progress.Step();
            if (new NodeReplay(node, _plan, _options).Obstacle is not null)
                _examined.Add(node);
            else if (Guarded(node, replay => replay.Screen()) is { } checks)
                Examine(node, checks, ref _screened);
        }

        for (var i = nodes.Count - 1; i >= 0 && !IsExplained(); i--)
        {
            var node = nodes[i];
            _progress.Step();
            if (!_examined.Contains(node) && Guarded(node, replay => replay.Probe()) is { } checks)
                Examine(node, checks, ref _probed);
        }
    }

    private bool IsExplained() => _findings.Exists(finding => finding.Checks.Any(_plan.IsExplainedBy));

    private void Examine(RecordedNode node, List<CheckResult> checks, ref int counter)
    {
        counter++;
        if (checks.Find(check => check.Name == NodeReplay.ReplayName) is { } replayed)
            _replays.Add($"{node}: {replayed.Diagnosis}");
        if (!checks.Exists(check => check.Verdict > Verdict.Inconclusive))
            return;
        _examined.Add(node);
        if (Guarded(node, replay => replay.Confirm()) is not { } full)
            return;

        // The screening's own evidence stands where the full check asks other questions, as of a forward derivative nobody uses.
        var failed = full.FindAll(check => check.Verdict > Verdict.Inconclusive);
        if (failed.Count > 0)
            _findings.Add(Finding(node, failed.Find(check => check.Order == 1 && check.Worst is not null) ?? failed[0], full));
    }

    private List<CheckResult>? Guarded(RecordedNode node, Func<NodeReplay, List<CheckResult>> check)
    {
        _options.Cancellation.ThrowIfCancellationRequested();
        try
        {
            return check(new NodeReplay(node, _plan, _options));
        }
        catch (Exception error) when (BackwardFault.IsOne(error))
        {
            if (_examined.Add(node))
                _unchecked.Add($"{node}: {error.Message}");
            return null;
        }
    }

    private static TapeFinding Finding(RecordedNode node, CheckResult failed, List<CheckResult> checks) => new()
    {
        Operation = node.Operation.Name,
        OperationType = node.Operation.GetType(),
        Node = node.Index,
        Module = node.Module,
        File = node.Origin.File,
        Line = node.Origin.Line,
        DerivativeOf = node.Origin.DerivativeOf,
        InputShapes = Array.ConvertAll(node.Inputs, input => input.Shape),
        Failed = failed,
        Checks = checks,
    };
}
