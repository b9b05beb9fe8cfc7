namespace Autograd.Tests.Ops.LinearAlgebra;

/// <summary>Affine maps in plain loops.</summary>
internal static class NaiveLinear
{
    /// <summary>x·Wᵀ + b of the last axis.</summary>
    public static double[] Map(double[] x, Shape shape, double[] weight, int outputs, double[]? bias)
    {
        var inputs = shape[^1];
        var rows = 1;
        foreach (var length in shape.Lengths[..^1])
            rows *= length;
        var y = new double[rows * outputs];
        for (var i = 0; i < y.Length; i++)
        {
            var (row, output) = (i / outputs, i % outputs);
            y[i] = Naive.Sum([bias?[output] ?? 0, .. Enumerable.Range(0, inputs).Select(k => x[(row * inputs) + k] * weight[(output * inputs) + k])]);
        }

        return y;
    }
}
