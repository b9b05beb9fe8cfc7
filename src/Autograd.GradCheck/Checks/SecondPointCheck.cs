namespace Autograd.GradientChecking;

/// <summary>
/// The gradient at a second point near the check's. A derivative that remembers something of the first one, a cache by shape or
/// a buffer that was not filled again, is right at the first point however it is looked at.
/// </summary>
internal sealed class SecondPointCheck(Subject subject, Stage stage, GradCheckOptions options)
{
    /// <summary>What the names of these checks begin with.</summary>
    public const string NameStart = "at a second point";

    /// <summary>How far away, for elements that may move by 1: no short decimal, so that kinks are not met by accident.</summary>
    private const double Distance = 0.0078031;

    private readonly ProbeStream _random = new(options.Seed + 0x2D);
    private readonly Paths _paths = new(subject, stage, options);

    /// <summary>A result an input, where there is one: at a kink or an edge by the way there is nothing to say.</summary>
    public IEnumerable<CheckResult> Run()
    {
        for (var input = 0; input < subject.Inputs.Length; input++)
        {
            if (subject.Inputs[input].Count > 0 && stage.Count > 0 && Run(input) is { Verdict: Verdict.Pass or Verdict.Fail } result)
                yield return result;
        }
    }

    private CheckResult? Run(int input)
    {
        var checkedInput = subject.Inputs[input];
        var direction = new Directions(checkedInput, _random).Random(signs: true);
        var from = new double[direction.Length];
        for (var i = 0; i < from.Length; i++)
            from[i] = checkedInput.Values[i] + (Distance * direction[i]);
        if (!checkedInput.Domain.Contains(from, checkedInput.Shape))
            return null;
        var name = $"{NameStart}, {checkedInput}";
        var weights = stage.RandomWeights();
        double[]? gradient;
        try
        {
            subject.Move(input, from);
            gradient = stage.Vjp([weights])[0][input];
        }
        catch (Exception error) when (BackwardFault.IsOne(error))
        {
            return BackwardFault.Result(name, 1, error);
        }
        finally
        {
            subject.Restore(input);
        }

        var analytic = gradient is null ? 0 : Compensated.Dot(gradient, direction);
        var numeric = _paths.Elsewhere(input, from, direction, weights);
        var comparison = new Comparison(options);
        comparison.Add(analytic, numeric, () => new GradientEntry(checkedInput.Position, checkedInput.Name, null, "all, weighted", analytic, numeric.Value, numeric.Error), isAlone: false);
        return comparison.ToResult(name, 1, input, comparison.Verdict == Verdict.Fail ? "right at the first point and wrong at the next: the derivative remembers an earlier call, or is wrong for other values" : null);
    }
}
