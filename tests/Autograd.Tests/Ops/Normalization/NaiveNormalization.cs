namespace Autograd.Tests.Ops.Normalization;

/// <summary>Normalisation by its definition: what belongs together is collected, its mean and variance are taken.</summary>
internal static class NaiveNormalization
{
    /// <summary>Normalises the elements of each set, then multiplies and adds by parameter.</summary>
    public static double[] Apply(
        double[] x, Func<int, int> set, Func<int, int> parameter, double[]? weight = null, double[]? bias = null, bool isCentred = true, double epsilon = 1e-5)
    {
        var y = new double[x.Length];
        foreach (var members in Enumerable.Range(0, x.Length).GroupBy(set))
        {
            int[] places = [.. members];
            var mean = isCentred ? Naive.Sum([.. places.Select(i => x[i])]) / places.Length : 0;
            var variance = Naive.Sum([.. places.Select(i => (x[i] - mean) * (x[i] - mean))]) / places.Length;
            foreach (var i in places)
                y[i] = ((x[i] - mean) / Math.Sqrt(variance + epsilon) * (weight?[parameter(i)] ?? 1)) + (bias?[parameter(i)] ?? 0);
        }

        return y;
    }
}
