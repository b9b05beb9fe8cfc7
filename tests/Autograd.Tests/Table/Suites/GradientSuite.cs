using Autograd.GradientChecking;

namespace Autograd.Tests.Table.Suites;

/// <summary>
/// The walk's gradients against differences in float64: the whole Jacobian of small samples, probes of large ones. At a kink
/// the public checker must say that it is one, and that the gradient lies between the slopes of both sides.
/// </summary>
internal static class GradientSuite
{
    /// <summary>The largest difference of a derivative and its numeric estimate, beside the relative one and the error bar.</summary>
    public const double Absolute = 1e-9;

    /// <summary>Likewise, relative to the larger of both.</summary>
    public const double Relative = 1e-7;

    /// <summary>Up to so many inputs the Jacobian is taken column by column.</summary>
    private const int SmallInputs = 64;

    /// <summary>Up to so many outputs it is taken row by row.</summary>
    private const int SmallOutputs = 160;

    public static void Run(OperationSample sample)
    {
        if (sample.SmoothOrder < 1 || Evaluation.Wanted(sample).Length == 0)
            return;
        if (sample.IsAtKink)
        {
            var report = GradCheck.Run(sample, new GradCheckOptions { ChecksLayouts = false, ChecksAliasing = false });
            Check.That(report.Verdict == Verdict.Kink, $"the verdict is {report.Verdict}, not a kink{Environment.NewLine}{report}");
            return;
        }

        var outputs = Evaluation.Values(sample, sample.ToVariables()).Sum(values => values.Length);
        if (Evaluation.Wanted(sample).Sum(i => sample.Inputs[i].Shape.Count) <= SmallInputs && outputs <= SmallOutputs)
            WholeJacobian(sample);
        else
            ByProbes(sample);
    }

    /// <summary>A derivative against a numeric one with its error bar.</summary>
    public static void Compare(string what, double[] analytic, double[] numeric, double[] errors)
    {
        for (var i = 0; i < analytic.Length; i++)
        {
            var tolerance = Absolute + (Relative * Math.Max(Math.Abs(analytic[i]), Math.Abs(numeric[i])));
            Check.That(errors[i] <= tolerance / 10, $"{what}: [{i}] inconclusive, {numeric[i]:R} ± {errors[i]:G2} against {analytic[i]:R}");
            Check.That(
                Math.Abs(analytic[i] - numeric[i]) <= tolerance + (4 * errors[i]),
                $"{what}: [{i}] analytic {analytic[i]:R}, numeric {numeric[i]:R} ± {errors[i]:G2}, ratio {analytic[i] / numeric[i]:G9}");
        }
    }

    private static void WholeJacobian(OperationSample sample)
    {
        var rows = Rows(sample);
        foreach (var i in Evaluation.Wanted(sample))
        {
            for (var k = 0; k < sample.Inputs[i].Shape.Count; k++)
            {
                var line = new Line(sample, Probes.One(sample, i, k));
                var (slopes, errors) = Differences.At(t => Numbers.Join(Evaluation.Values(sample, line.At(t))), line.Step);
                Compare($"∂outputs/∂input {i}[{k}]", Array.ConvertAll(rows, row => row[i]![k]), slopes, errors);
            }
        }
    }

    /// <summary>A walk for each output's element, all over one recording.</summary>
    private static double[]?[][] Rows(OperationSample sample)
    {
        var inputs = sample.ToVariables();
        var wanted = Evaluation.Wanted(sample);
        foreach (var i in wanted)
            inputs[i].RequiresGrad = true;
        using var tape = new Tape();
        var outputs = sample.Function(inputs);
        var rows = new List<double[]?[]>();
        for (var o = 0; o < outputs.Length; o++)
        {
            for (var k = 0; k < outputs[o].Count; k++)
            {
                var (output, element) = (o, k);
                var gradients = Evaluation.Walk(tape, inputs, wanted, outputs, (y, i) => OneHot(y, i == output ? element : -1), recorded: false, retain: true);
                rows.Add([.. gradients.Select((g, i) => g is not null ? Numbers.Read(g) : sample.Inputs[i].IsDifferentiable ? new double[inputs[i].Count] : null)]);
            }
        }

        return [.. rows];
    }

    private static Variable OneHot(Variable like, int element)
    {
        var values = new double[like.Count];
        if (element >= 0)
            values[element] = 1;
        return Numbers.Make(values, like.Shape, like.DType);
    }

    private static void ByProbes(OperationSample sample)
    {
        for (var probe = 0; probe < 4; probe++)
        {
            // The cotangents differ from probe to probe, and the numeric side multiplies by the same.
            var seed = 10 * probe;
            var gradients = Evaluation.Run(sample, sample.ToVariables(), (y, i) => Numbers.Make(Numbers.Probe(y.Shape, seed + i), y.Shape, y.DType)).Gradients;
            var directions = probe < 3 ? Probes.Signs(sample, probe) : Probes.Dense(sample, probe);
            var line = new Line(sample, directions);
            var (slopes, errors) = Differences.At(t => [Weighted(sample, line.At(t), seed)], line.Step);
            var (sum, size) = Probes.Dot(gradients, directions);

            // A sum of many terms is known no better than they are.
            Compare($"probe {probe}", [sum / Math.Max(1, size)], [slopes[0] / Math.Max(1, size)], [errors[0] / Math.Max(1, size)]);
        }
    }

    private static double Weighted(OperationSample sample, Variable[] inputs, int seed)
    {
        var outputs = sample.Function(inputs);
        return Probes.Dot(
            Array.ConvertAll(outputs, Numbers.Read),
            [.. outputs.Select((y, i) => y.DType.IsFloat() ? Numbers.Probe(y.Shape, seed + i) : null)]).Sum;
    }
}
