namespace Autograd.GradientChecking;

/// <summary>The same elements in another layout, as inputs or as cotangents, and one Variable in two places: gradients may not tell.</summary>
internal sealed class LayoutCheck(Subject subject, Stage stage, GradCheckOptions options)
{
    public IEnumerable<CheckResult> Run()
    {
        var weights = stage.RandomWeights();
        if (options.ChecksLayouts)
        {
            foreach (var layout in InputLayouts.Unusual)
            {
                if (!subject.IsModel && !subject.KeepsLayouts && Guarded($"{Word(layout)} inputs", () => Inputs(layout, weights)) is { } inputs)
                    yield return inputs;
                if (Guarded($"{Word(layout)} cotangents", () => Cotangents(layout, weights)) is { } cotangents)
                    yield return cotangents;
            }
        }

        if (!options.ChecksAliasing)
            yield break;
        if (stage.Count > 0 && Guarded("used twice", () => Fanned(weights)) is { } fanned)
            yield return fanned;
        if (subject.IsModel)
            yield break;
        for (var second = 1; second < subject.Inputs.Length; second++)
        {
            var first = second - 1;
            if (Guarded($"{subject.Inputs[first].Name} twice", () => Shared(first, second, weights)) is { } shared)
                yield return shared;
        }
    }

    private static string Word(InputLayout layout) => layout switch
    {
        InputLayout.Transposed => "transposed",
        InputLayout.Offset => "offset",
        _ => "stride-0",
    };

    private static CheckResult? Guarded(string name, Func<CheckResult?> check)
    {
        try
        {
            return check();
        }
        catch (Exception error) when (BackwardFault.IsOne(error))
        {
            return BackwardFault.Result(name, 1, error);
        }
    }

    private CheckResult? Inputs(InputLayout layout, double[] weights)
    {
        var (arguments, leaves) = ((Variable[])subject.Arguments.Clone(), (Variable[])subject.Leaves.Clone());
        var any = false;
        for (var i = 0; i < leaves.Length; i++)
        {
            var input = subject.Inputs[i];
            if (InputLayouts.Arrange(input.Leaf, layout) is not { } arranged)
                continue;
            if (layout == InputLayout.Repeated && !input.Domain.Contains(arranged.ToArray<double>(), input.Shape))
                continue;
            any = true;
            leaves[i] = arguments[input.Position] = arranged.WithGrad();
        }

        if (!any)
            return null;

        // Repeated elements are other values, so the same values lie contiguous for comparison.
        var (plain, plainLeaves) = ((Variable[])arguments.Clone(), (Variable[])leaves.Clone());
        for (var i = 0; i < leaves.Length; i++)
        {
            plainLeaves[i] = plain[subject.Inputs[i].Position] = leaves[i].Detach().Clone().WithGrad();
        }

        return Closeness.Compare(
            $"{Word(layout)} inputs", subject, stage, stage.Vjp([weights], arguments, leaves)[0], stage.Vjp([weights], plain, plainLeaves)[0]);
    }

    private CheckResult? Cotangents(InputLayout layout, double[] weights)
    {
        if (!Array.Exists(stage.Shapes, shape => shape.Count > 0 && (shape.Rank > 0 || layout == InputLayout.Offset)))
            return null;

        // Repeated cotangents are other values too: what they come to is read from the arranged outputs.
        var values = new double[weights.Length];
        var start = 0;
        foreach (var shape in stage.Shapes)
        {
            var part = Variable.From<double>(weights.AsSpan(start, (int)shape.Count), shape);
            (InputLayouts.Arrange(part, layout) ?? part).CopyTo(values.AsSpan(start, (int)shape.Count));
            start += (int)shape.Count;
        }

        return Closeness.Compare(
            $"{Word(layout)} cotangents",
            subject,
            stage,
            stage.Vjp([weights], subject.Arguments, subject.Leaves, layout)[0],
            stage.Vjp([values])[0]);
    }

    /// <summary>f(x) twice in one graph: the gradient is the sum of what each use gives alone.</summary>
    private CheckResult Fanned(double[] weights)
    {
        var others = stage.RandomWeights();
        var alone = stage.Vjp([weights, others]);
        var expected = new double[]?[alone[0].Length];
        for (var input = 0; input < expected.Length; input++)
            expected[input] = Sum(alone[0][input], alone[1][input]);
        return Closeness.Compare("used twice", subject, stage, stage.VjpTwice(weights, others), expected);
    }

    /// <summary>f(x, x): the gradient is the sum of both places' gradients.</summary>
    private CheckResult? Shared(int first, int second, double[] weights)
    {
        var (one, other) = (subject.Inputs[first], subject.Inputs[second]);
        if (one.Shape != other.Shape || !other.Domain.Contains(one.Values, other.Shape))
            return null;
        var (apart, apartLeaves) = ((Variable[])subject.Arguments.Clone(), (Variable[])subject.Leaves.Clone());
        apartLeaves[second] = apart[other.Position] = one.Leaf.Detach().Clone().WithGrad();
        var expected = stage.Vjp([weights], apart, apartLeaves)[0];
        var (joint, jointLeaves) = ((Variable[])apart.Clone(), (Variable[])apartLeaves.Clone());
        jointLeaves[second] = joint[other.Position] = one.Leaf;
        var actual = stage.Vjp([weights], joint, jointLeaves)[0];

        // Asked for in both places, the one leaf's sum comes twice; compared once.
        expected[first] = Sum(expected[first], expected[second]);
        expected[second] = expected[first];
        return Closeness.Compare($"{one.Name} twice", subject, stage, actual, expected);
    }

    private static double[]? Sum(double[]? a, double[]? b)
    {
        if (a is null || b is null)
            return a ?? b;
        var sum = new double[a.Length];
        for (var i = 0; i < sum.Length; i++)
            sum[i] = a[i] + b[i];
        return sum;
    }
}
