namespace Autograd.GradientChecking;

/// <summary>What every operation promises beside numbers: the same bits twice, untouched inputs, gradients of the right kind, and a recorded walk that agrees with the plain one.</summary>
internal sealed class ContractCheck(Subject subject, Stage stage, GradCheckOptions options)
{
    /// <summary>The name of the check that a recorded walk gives the plain walk's gradients.</summary>
    public const string RecordedName = "recorded walk as the plain one";

    /// <summary>Whether a contract is broken that every other check relies on.</summary>
    public bool IsHopeless { get; private set; } = true;

    /// <summary>The checks.</summary>
    public IEnumerable<CheckResult> Run()
    {
        var versions = Array.ConvertAll(subject.Arguments, argument => argument.Storage.Version);
        var again = stage.Evaluate();
        if (!Bits.Equal((ReadOnlySpan<double>)again, stage.Values))
        {
            yield return Result("twice the same bits", Verdict.NonDeterministic, "the same call gave other values: it depends on something that changes, a counter, the time, or another source of random numbers");
            yield break;
        }

        var moved = Moved(versions);
        if (moved is not null)
        {
            yield return Result("inputs untouched", Verdict.Fail, $"{moved} was changed by the forward pass");
            yield break;
        }

        var weights = stage.RandomWeights();
        var (first, second, fault) = Twice(weights);
        if (fault is not null)
        {
            yield return fault;
            yield break;
        }

        moved = Moved(versions);
        if (moved is not null)
        {
            RestoreAll();
            yield return Result("inputs untouched", Verdict.Fail, $"{moved} was changed by the backward pass; a derivative only reads");
            yield break;
        }

        yield return Result("inputs untouched", Verdict.Pass, null);
        if (!Bits.Equal(first![0], second![0]) || !Bits.Equal(first[0], first[1]))
        {
            yield return Result("twice the same bits", Verdict.NonDeterministic, "the same backward walk gave other gradients");
            yield break;
        }

        IsHopeless = false;
        yield return Result("twice the same bits", Verdict.Pass, null);
        if (Array.TrueForAll(first[0], gradient => gradient is null || Array.TrueForAll(gradient, double.IsFinite)))
            yield return Linear(weights, first[0]);
        if (subject.Inputs.Length < subject.Arguments.Length && !subject.IsModel)
            yield return Integers(weights);
        if (options.Orders > 1)
            yield return Recorded(weights, first[0]);
    }

    private static CheckResult Result(string name, Verdict verdict, string? diagnosis) => new()
    {
        Name = name,
        Verdict = verdict,
        Compared = 1,
        WorstPart = verdict == Verdict.Pass ? 0 : double.PositiveInfinity,
        Diagnosis = diagnosis,
    };

    /// <summary>Two recordings; the first is walked twice.</summary>
    private (double[]?[][]? First, double[]?[][]? Second, CheckResult? Fault) Twice(double[] weights)
    {
        try
        {
            return (stage.Vjp([weights, weights]), stage.Vjp([weights]), null);
        }
        catch (Exception error) when (BackwardFault.IsOne(error))
        {
            if (Array.Exists(subject.Arguments, argument => argument.Storage.LastChange is not null) && error.Message.Contains("has changed it since", StringComparison.Ordinal))
            {
                RestoreAll();
                return (null, null, Result("inputs untouched", Verdict.Fail, "a derivative changed a value that another one needs: " + error.Message));
            }

            return (null, null, BackwardFault.Result("backward", 1, error));
        }
    }

    /// <summary>Jᵀ(2v − 3w) = 2·Jᵀv − 3·Jᵀw: what only cotangents of 1 get right, a square or an absolute value, shows.</summary>
    private CheckResult Linear(double[] weights, double[]?[] product)
    {
        var others = stage.RandomWeights();
        var mixed = new double[weights.Length];
        for (var i = 0; i < mixed.Length; i++)
            mixed[i] = (2 * weights[i]) - (3 * others[i]);
        var rows = stage.Vjp([others, mixed]);
        var expected = new double[]?[product.Length];
        for (var input = 0; input < expected.Length; input++)
        {
            var (one, other) = (product[input], rows[0][input]);
            if (one is null && other is null)
                continue;
            var sum = new double[subject.Inputs[input].Count];
            for (var i = 0; i < sum.Length; i++)
                sum[i] = (2 * (one?[i] ?? 0)) - (3 * (other?[i] ?? 0));
            expected[input] = sum;
        }

        return Closeness.Compare("linear in the cotangent", subject, stage, rows[1], expected);
    }

    /// <summary>Arguments without gradients get none even when asked.</summary>
    private CheckResult Integers(double[] weights)
    {
        var others = Array.FindAll(subject.Arguments, argument => !argument.RequiresGrad);
        var gradients = stage.Vjp([weights], subject.Arguments, others)[0];
        var got = Array.FindIndex(gradients, gradient => gradient is not null);
        return Result("no gradient for constants", got < 0 ? Verdict.Pass : Verdict.Fail, got < 0 ? null : $"constant {got} ({others[got].DType.Name()}) got a gradient");
    }

    private CheckResult Recorded(double[] weights, double[]?[] plain)
    {
        try
        {
            var recorded = stage.Vjp([weights], subject.Arguments, subject.Leaves, createGraph: true)[0];
            return Closeness.Compare(RecordedName, subject, stage, recorded, plain);
        }
        catch (Exception error) when (BackwardFault.IsOne(error))
        {
            return BackwardFault.Result("recorded walk", 2, error);
        }
    }

    private string? Moved(int[] versions)
    {
        for (var i = 0; i < versions.Length; i++)
        {
            if (subject.Arguments[i].Storage.Version != versions[i])
                return Name(i);
        }

        for (var input = 0; input < subject.Inputs.Length; input++)
        {
            if (!subject.IsUntouched(input))
                return subject.Inputs[input].Name;
        }

        return null;
    }

    private string Name(int argument) => argument < options.Names.Count ? options.Names[argument] : $"input {argument}";

    private void RestoreAll()
    {
        for (var input = 0; input < subject.Inputs.Length; input++)
            subject.Restore(input);
    }
}
