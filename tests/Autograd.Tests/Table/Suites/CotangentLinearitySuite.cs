using Autograd.GradientChecking;

namespace Autograd.Tests.Table.Suites;

/// <summary>Jᵀ·(2v + w) = 2·Jᵀ·v + Jᵀ·w; and where a sample is linear, J does not depend on the point.</summary>
internal static class CotangentLinearitySuite
{
    private const double Relative = 1e-13;

    public static void Run(OperationSample sample)
    {
        if (sample.SmoothOrder < 1 || Evaluation.Wanted(sample).Length == 0)
            return;
        var v = Gradients(sample, sample.ToVariables(), (k, i) => Numbers.Probe(k, i));
        var w = Gradients(sample, sample.ToVariables(), (k, i) => Numbers.Probe(k, 7 + i));
        var both = Gradients(sample, sample.ToVariables(), (k, i) => Combined(Numbers.Probe(k, i), Numbers.Probe(k, 7 + i)));
        Check.Near("Jᵀ·(2v + w)", Combined(v, w), both, Relative);
        if (!sample.IsLinear)
            return;
        var elsewhere = new Line(sample, Probes.Dense(sample, 3));
        Check.Near("the gradient at another point", v, Gradients(sample, elsewhere.At(elsewhere.Step), (k, i) => Numbers.Probe(k, i)), Relative);
    }

    private static double[] Gradients(OperationSample sample, Variable[] inputs, Func<Shape, int, double[]> cotangents) =>
        Evaluation.Run(sample, inputs, (y, i) => Numbers.Make(cotangents(y.Shape, i), y.Shape, y.DType)).AllGradients;

    private static double[] Combined(double[] v, double[] w) => [.. v.Select((x, i) => (2 * x) + w[i])];
}
