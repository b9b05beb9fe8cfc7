using Autograd.GradientChecking;

namespace Autograd.Tests.Table;

/// <summary>Between Variables of any element type and plain float64 arrays.</summary>
internal static class Numbers
{
    /// <summary>The elements in row-major order; every element type but large int64 fits float64 exactly.</summary>
    public static double[] Read(Variable x) => x.DType switch
    {
        DType.Float64 => x.ToArray<double>(),
        DType.Float32 => Array.ConvertAll(x.ToArray<float>(), v => (double)v),
        DType.Int64 => Array.ConvertAll(x.ToArray<long>(), v => (double)v),
        DType.Int32 => Array.ConvertAll(x.ToArray<int>(), v => (double)v),
        DType.Bool => Array.ConvertAll(x.ToArray<bool>(), v => v ? 1.0 : 0.0),
        DType.Float16 => Array.ConvertAll(x.ToArray<Half>(), v => (double)v),
        _ => Array.ConvertAll(x.ToArray<BFloat16>(), v => (double)(float)v),
    };

    /// <summary>Data of an element type, rounded from float64.</summary>
    public static Variable Make(double[] values, Shape shape, DType dtype = DType.Float64) => Variable.From(values, shape).To(dtype);

    /// <summary>Every output's elements, one output after the other.</summary>
    public static double[] Join(IEnumerable<double[]> parts) => [.. parts.SelectMany(part => part)];

    /// <summary>Reproducible numbers without ties or zeros: cotangents and directions.</summary>
    public static double[] Probe(Shape shape, int seed) => SampleInput.Spread(shape, -1.5, 1.5, 1000 + seed).Values.ToArray();
}
