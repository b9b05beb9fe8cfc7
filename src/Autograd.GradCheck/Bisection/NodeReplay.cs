using Autograd.Ops;

namespace Autograd.GradientChecking;

/// <summary>
/// One recorded operation alone: a function of float64 copies of the inputs it met, by which gradients passed. Random
/// operations carry their stream's key, so a dropout keeps its mask.
/// </summary>
internal sealed class NodeReplay
{
    /// <summary>The name of the check that a replay gives the recorded value.</summary>
    public const string ReplayName = "the same value again";

    /// <summary>How near the steps stay where a value a little further off is refused.</summary>
    private const double Nearby = 1.0 / 1024;

    private readonly RecordedNode _node;
    private readonly BisectionPlan _plan;
    private readonly GradCheckOptions _options;

    public NodeReplay(RecordedNode node, BisectionPlan plan, GradCheckOptions options)
    {
        _node = node;
        _plan = plan;
        _options = options;
    }

    /// <summary>Why there is nothing to check, or null.</summary>
    public string? Obstacle
    {
        get
        {
            if (!Array.Exists(_node.Slots, slot => slot >= 0))
                return "no gradient passes it";
            return Array.TrueForAll(_node.Outputs, output => output.Count == 0) ? "it has no elements" : null;
        }
    }

    /// <summary>
    /// What needs no differences: contracts, the same value as recorded, forward derivative against backward one, the recorded
    /// layouts, a fused kernel against its decomposition.
    /// </summary>
    public List<CheckResult> Screen()
    {
        var options = _plan.Screening(_options);
        var (subject, stage) = Prepare(options);
        var checks = new List<CheckResult>();
        if (Replayed(subject, stage) is { } replayed)
            checks.Add(replayed);
        var contracts = new ContractCheck(subject, stage, options);
        checks.AddRange(contracts.Run());
        if (contracts.IsHopeless)
            return checks;
        var forward = new JvpCheck(subject, stage, options);
        for (var input = 0; input < subject.Inputs.Length; input++)
        {
            if (forward.Identity(input) is { } identity)
                checks.Add(identity);
        }

        if (Recorded(subject, stage) is { } layouts)
            checks.Add(layouts);
        if (Decomposed(subject, stage) is { } decomposed)
            checks.Add(decomposed);
        if (_plan.Forward)
            checks.AddRange(forward.Run());
        if (_plan.Layouts)
            checks.AddRange(new LayoutCheck(subject, stage, options).Run());
        return checks;
    }

    /// <summary>Few probes of each order against differences.</summary>
    public List<CheckResult> Probe() => Nearer(domain =>
    {
        var options = _plan.Screening(_options);
        var checks = new List<CheckResult>();
        for (var order = 1; order <= _plan.Order && !checks.Exists(check => check.Verdict is Verdict.Fail or Verdict.Kink); order++)
        {
            var (subject, stage) = Prepare(options, domain, order);
            checks.AddRange(new DifferenceCheck(subject, stage, order, options).Run());
            if (order == 1 && _plan.Elsewhere)
                checks.AddRange(new SecondPointCheck(subject, stage, options).Run());
            if (order == 2 && new SymmetryCheck(subject, new Stage(subject, order: 1, options.Seed), stage).Run() is { } symmetric)
                checks.Add(symmetric);
        }

        return checks;
    });

    /// <summary>The whole check of the operation, with full Jacobians where they are small.</summary>
    public List<CheckResult> Confirm() => Nearer(domain =>
    {
        var options = _plan.Full(_options);
        var (subject, stage) = Prepare(options, domain);
        var checks = new List<CheckResult>(Checker.Check(subject, options).Checks);
        if (Recorded(subject, stage) is { Verdict: Verdict.Fail } layouts)
            checks.Add(layouts);
        if (Decomposed(subject, stage) is { Verdict: Verdict.Fail } decomposed)
            checks.Add(decomposed);
        return checks;
    });

    /// <summary>The vector–Jacobian products of given cotangents, for each an array an input; null where no gradient passes or none arrived.</summary>
    public double[]?[][] Pull(IReadOnlyList<double[]> cotangents)
    {
        var (subject, stage) = Prepare(_plan.Full(_options));
        var pulled = stage.Vjp(cotangents);
        var rows = new double[]?[pulled.Length][];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = new double[]?[_node.Inputs.Length];
            for (var input = 0; input < pulled[row].Length; input++)
                rows[row][subject.Inputs[input].Position] = pulled[row][input];
        }

        return rows;
    }

    private static List<CheckResult> Nearer(Func<InputDomain, List<CheckResult>> check)
    {
        try
        {
            return check(InputDomain.Real);
        }
        catch (Exception error) when (BackwardFault.IsOne(error))
        {
            // A value a step away may be refused, as a matrix that is no longer positive definite.
            return check(new NearbyDomain(Nearby));
        }
    }

    private (Subject Subject, Stage Stage) Prepare(GradCheckOptions options, InputDomain? domain = null, int order = 1)
    {
        var constants = new List<int>();
        for (var i = 0; i < _node.Slots.Length; i++)
        {
            if (_node.Slots[i] < 0)
                constants.Add(i);
        }

        var full = options with
        {
            Constants = constants,
            RademacherProbes = 3,
            Domains = domain is null ? [] : [.. Enumerable.Repeat(domain, _node.Inputs.Length)],
        };
        var subject = Subject.OfFunction(Replay, _node.Inputs, full);
        subject.KeepsLayouts = true;
        return (subject, new Stage(subject, order, options.Seed));
    }

    /// <summary>The operation itself; its decomposition for a value elsewhere, where some inputs would have to move with others.</summary>
    private Variable[] Replay(Variable[] inputs) => _node.HasDerivedInputs && Tape.Active is null
        ? ((FusedOperation)_node.Operation).DecomposeMany(inputs)
        : Operation.ApplyMany(_node.Operation, inputs, _node.Outputs.Length);

    /// <summary>The replayed value against the recorded one; null where they agree or cannot be compared.</summary>
    private CheckResult? Replayed(Subject subject, Stage stage)
    {
        if (!_node.IsExact)
            return null;
        var recorded = Floats(_node.Outputs);
        var part = Closeness.Worst(stage.Values, recorded, out var place, out _);
        return part <= 1 ? null : new CheckResult
        {
            Name = ReplayName,
            Verdict = Verdict.Inconclusive,
            Compared = recorded.Length,
            WorstPart = part,
            Worst = new GradientEntry(subject.Inputs[0].Position, subject.Inputs[0].Name, null, stage.Describe(place), recorded[place], stage.Values[place], 0),
            Diagnosis = "the recorded inputs give another value now: an input was changed in between, or the value depends on something else",
        };
    }

    private static double[] Floats(Variable[] outputs)
    {
        var values = new List<double>();
        foreach (var output in outputs)
        {
            if (output.DType == DType.Float64)
                values.AddRange(output.ToArray<double>());
        }

        return [.. values];
    }

    /// <summary>Gradients with the inputs in the layouts they had; null where all were contiguous.</summary>
    private CheckResult? Recorded(Subject subject, Stage stage)
    {
        var (arguments, leaves) = ((Variable[])subject.Arguments.Clone(), (Variable[])subject.Leaves.Clone());
        var any = false;
        for (var i = 0; i < leaves.Length; i++)
        {
            var position = subject.Inputs[i].Position;
            if (_node.Inputs[position].IsContiguous)
                continue;
            any = true;
            leaves[i] = arguments[position] = AsLaidOut(_node.Inputs[position]).WithGrad();
        }

        if (!any)
            return null;
        var weights = stage.RandomWeights();
        return Closeness.Compare("inputs laid out as recorded", subject, stage, stage.Vjp([weights], arguments, leaves)[0], stage.Vjp([weights])[0]);
    }

    /// <summary>A float64 copy with the same strides.</summary>
    private static Variable AsLaidOut(Variable x)
    {
        var storage = x.Detach().ViewAs(Shape.Create([checked((int)x.Storage.Count)]), Shape.Create([checked((int)x.Storage.Count)]).RowMajor, 0);
        var copy = storage.To(DType.Float64).Clone();
        return copy.ViewAs(x.Shape, x.Strides, x.Offset);
    }

    /// <summary>A fused kernel's value against its decomposition's; null for other operations.</summary>
    private CheckResult? Decomposed(Subject subject, Stage stage)
    {
        if (_node.Operation is not FusedOperation fused || !_node.IsFused)
            return null;
        using var scope = new Scope();
        var (value, kernel) = (Floats(fused.DecomposeMany(subject.Arguments)), Floats(Operation.ApplyMany(fused, subject.Arguments, _node.Outputs.Length)));
        if (value.Length != kernel.Length)
            throw new InvalidOperationException($"the decomposition gives {value.Length} numbers, the fused kernel {kernel.Length}");
        var part = Closeness.Worst(kernel, value, out var place, out _);
        return new CheckResult
        {
            Name = "fused value as its decomposition",
            Verdict = part <= 1 ? Verdict.Pass : Verdict.Fail,
            Compared = value.Length,
            WorstPart = part,
            Worst = part <= 1 ? null : new GradientEntry(-1, "fused (analytic) and decomposed (numeric)", null, stage.Describe(place), kernel[place], value[place], 0),
            Diagnosis = part <= 1 ? null : "the fused kernel and the decomposition are two functions",
        };
    }
}
