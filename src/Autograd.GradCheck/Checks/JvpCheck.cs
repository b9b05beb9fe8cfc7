using Autograd.Tapes;

namespace Autograd.GradientChecking;

/// <summary>
/// The forward derivative of each input alone: against the backward one by ⟨v, Ju⟩ = ⟨Jᵀv, u⟩, at rounding's accuracy and any
/// size, and against differences along the same direction.
/// </summary>
internal sealed class JvpCheck(Subject subject, Stage stage, GradCheckOptions options)
{
    /// <summary>A part of Σ|v||Ju| + Σ|Jᵀv||u|: both sides round at that scale, whatever cancels.</summary>
    private const double Tolerance = 1e-11;

    /// <summary>The same where a float32 value lies on the way: a few of its roundings.</summary>
    private const double SingleTolerance = 1e-6;

    private readonly ProbeStream _random = new(options.Seed + 0x1F);

    public IEnumerable<CheckResult> Run()
    {
        for (var input = 0; input < subject.Inputs.Length; input++)
        {
            if (subject.Inputs[input].Count == 0 || stage.Count == 0)
                continue;
            foreach (var result in Run(input))
                yield return result;
        }
    }

    /// <summary>⟨v, Ju⟩ = ⟨Jᵀv, u⟩ alone, which needs no differences; null where there is no forward derivative to compare.</summary>
    public CheckResult? Identity(int input)
    {
        if (subject.Inputs[input].Count == 0 || stage.Count == 0)
            return null;
        var direction = new Directions(subject.Inputs[input], _random).Random(signs: true);
        var weights = stage.RandomWeights();
        try
        {
            var pushed = Push(input, direction);
            return AgainstVjp(input, direction, weights, pushed, stage.Vjp([weights])[0][input] ?? new double[direction.Length]);
        }
        catch (Exception error) when (BackwardFault.IsOne(error))
        {
            return null;
        }
    }

    private IEnumerable<CheckResult> Run(int input)
    {
        var checkedInput = subject.Inputs[input];
        var direction = new Directions(checkedInput, _random).Random(signs: true);
        var weights = stage.RandomWeights();
        double[]? pushed = null;
        double[]? pulled = null;
        CheckResult? fault = null;
        try
        {
            pushed = Push(input, direction);
            pulled = stage.Vjp([weights])[0][input];
        }
        catch (Exception error) when (BackwardFault.IsOne(error))
        {
            fault = BackwardFault.Result($"jvp, {checkedInput}", 1, error);
        }

        if (fault is not null)
        {
            yield return fault;
            yield break;
        }

        yield return AgainstVjp(input, direction, weights, pushed!, pulled ?? new double[direction.Length]);
        yield return AgainstDifferences(input, direction, pushed!);
    }

    /// <summary>Ju of the outputs, one after the other.</summary>
    private double[] Push(int input, double[] direction)
    {
        using var tape = new Tape { RetainsEverything = true };
        var leaf = subject.Leaves[input];
        tape.MakeLeaf(leaf);
        var outputs = subject.Call();
        var result = new double[stage.Count];
        var push = new Pushforward(tape, firstSlot: 0);
        push.Seed(leaf, Variable.From(direction, leaf.Shape, leaf.Device));
        tape.Suspend();
        push.Run(0, tape.NodeCount);
        tape.Resume();
        var start = 0;
        foreach (var output in outputs)
        {
            var count = (int)output.Count;
            push.Tangent(output)?.CopyTo(result.AsSpan(start, count));
            start += count;
        }

        return result;
    }

    private CheckResult AgainstVjp(int input, double[] direction, double[] weights, double[] pushed, double[] pulled)
    {
        var (forward, backward) = (Compensated.Dot(weights, pushed), Compensated.Dot(pulled, direction));
        var scale = Compensated.Dot(Array.ConvertAll(weights, Math.Abs), Array.ConvertAll(pushed, Math.Abs))
            + Compensated.Dot(Array.ConvertAll(pulled, Math.Abs), Array.ConvertAll(direction, Math.Abs));
        var checkedInput = subject.Inputs[input];
        var rounding = stage.Rounding(checkedInput) * direction.Length;
        var part = forward == backward ? 0 : Math.Abs(forward - backward) / (((stage.HasSingles ? SingleTolerance : Tolerance) * scale) + rounding);
        if (double.IsNaN(forward) && double.IsNaN(backward))
        {
            return new CheckResult
            {
                Name = $"jvp and vjp, {checkedInput}",
                Order = 1,
                Input = checkedInput.Position,
                Verdict = Verdict.Inconclusive,
                Compared = 1,
                WorstPart = double.PositiveInfinity,
                Diagnosis = "both are NaN here, so they cannot be compared",
            };
        }

        var fails = !(part <= 1);
        return new CheckResult
        {
            Name = $"jvp and vjp, {checkedInput}",
            Order = 1,
            Input = checkedInput.Position,
            Verdict = fails ? Verdict.Fail : Verdict.Pass,
            Compared = 1,
            WorstPart = double.IsNaN(part) ? double.PositiveInfinity : part,
            Worst = fails ? new GradientEntry(checkedInput.Position, checkedInput.Name, null, "all, weighted", forward, backward, 0) : null,
            Diagnosis = fails ? "⟨v, Ju⟩ (analytic) and ⟨Jᵀv, u⟩ (numeric) differ: forward and backward derivative are not of the same function" : null,
        };
    }

    private CheckResult AgainstDifferences(int input, double[] direction, double[] pushed)
    {
        var checkedInput = subject.Inputs[input];
        var comparison = new Comparison(options);
        var paths = new Paths(subject, stage, options);
        if (stage.Count <= options.MaxFullJacobian)
        {
            var slopes = paths.Outputs(input, direction);
            for (var o = 0; o < slopes.Length; o++)
            {
                var (row, numeric) = (o, slopes[o]);
                comparison.Add(pushed[o], numeric, () => Entry(stage.Describe(row), pushed[row], numeric), direction.Length == 1);
            }
        }
        else
        {
            var weights = stage.RandomWeights();
            var analytic = Compensated.Dot(weights, pushed);
            var numeric = paths.Projected(input, direction, [weights])[0];
            comparison.Add(analytic, numeric, () => Entry("all, weighted", analytic, numeric), isAlone: false);
        }

        var diagnosis = comparison.Verdict == Verdict.Fail ? "the forward derivative differs from the differences" : null;
        return comparison.ToResult($"jvp, {checkedInput}", 1, input, diagnosis);

        GradientEntry Entry(string output, double analytic, DerivativeEstimate numeric) =>
            new(checkedInput.Position, checkedInput.Name, null, output, analytic, numeric.Value, numeric.Error);
    }
}
