using Autograd.GradientChecking;

namespace Autograd.Tests.Table.Suites;

/// <summary>
/// At documented corners the gradient is what the documentation says, exactly, by kernel and by Variable operations, in both
/// precisions; at a kink it lies between the slopes on both sides.
/// </summary>
internal static class CornerSuite
{
    public static void Run(OperationSample sample)
    {
        if (sample.GradientReference is { } reference)
        {
            var expected = Numbers.Join(reference(sample.ToArrays()));
            foreach (var recorded in (bool[])[false, true])
            {
                var how = recorded ? "recorded" : "plain";
                Check.Near($"{how} gradient", expected, Gradients(sample, DType.Float64, recorded), 1e-14);
                var rounded = Array.ConvertAll(expected, v => (double)(float)v);
                Check.Near($"{how} float32 gradient", rounded, Gradients(sample, DType.Float32, recorded), 1e-6);
            }
        }

        if (sample.IsAtKink)
            LiesBetweenSlopes(sample);
    }

    private static double[] Gradients(OperationSample sample, DType dtype, bool recorded) =>
        Evaluation.Run(sample, sample.ToVariables(dtype), (y, _) => Variable.Full(y.Shape, 1, y.DType), recorded: recorded).AllGradients;

    private static void LiesBetweenSlopes(OperationSample sample)
    {
        const double Step = 1.0 / (1 << 20);
        const double Slack = 1e-5;
        var gradients = Evaluation.Run(sample, sample.ToVariables(), (y, _) => Variable.Full(y.Shape, 1, y.DType)).Gradients;
        var here = Evaluation.Values(sample, sample.ToVariables()).Sum(values => values.Sum());
        var atKink = false;
        foreach (var i in Evaluation.Wanted(sample))
        {
            for (var k = 0; k < gradients[i]!.Length; k++)
            {
                var line = new Line(sample, Probes.One(sample, i, k));
                var right = (Evaluation.Values(sample, line.At(Step)).Sum(v => v.Sum()) - here) / Step;
                var left = (here - Evaluation.Values(sample, line.At(-Step)).Sum(v => v.Sum())) / Step;
                atKink |= Math.Abs(right - left) > 100 * Slack;
                var analytic = gradients[i]![k];
                Check.That(
                    analytic >= Math.Min(left, right) - Slack && analytic <= Math.Max(left, right) + Slack,
                    $"kink: the gradient {analytic:R} of input {i}[{k}] lies outside the slopes {left:R} and {right:R}");
            }
        }

        Check.That(atKink, "kink: the slopes on both sides agree everywhere, so the sample is at no kink");
    }
}
