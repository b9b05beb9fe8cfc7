namespace Autograd.GradientChecking.Tests.Gallery.Bugs;

/// <summary>What only one kind of cotangent, or one layout, gets right.</summary>
public sealed class CotangentBugs : IPlantedBugs
{
    private static readonly Variable Matrix = Points.Spread([3, 3]);

    public string Family => "Cotangents and layouts";

    public IEnumerable<PlantedBug> All =>
    [
        PlantedBug.Of("cotangent ignored", Matrix, x => x.Exp(), (_, x) => x.Exp()),
        PlantedBug.Of("cotangent squared", Matrix, x => x.Exp(), (dy, x) => dy * dy * x.Exp()) with { Check = "linear in the cotangent" },
        PlantedBug.Of("cotangent's sign only", Points.Spread([4]), x => x * x, (dy, x) => Variable.Where(dy.EqualTo(0), Variable.ZerosLike(dy), dy / dy.Abs()) * 2 * x) with { Check = "linear in the cotangent" },
        PlantedBug.Of("cotangent's mean for the cotangent", Points.Spread([4]), x => x * x, (dy, x) => dy.Mean() * 2 * x),
        PlantedBug.Of("wrong for a stride-0 cotangent", Points.Spread([5]), x => x * x, (dy, x) => dy.Count > 1 && dy.Strides[0] == 0 ? dy * x : 2 * dy * x) with { Check = "stride-0 cotangents", IsAboutMemory = true },
        PlantedBug.Of("transposed cotangent read as it lies", Matrix, x => x * x, (dy, x) => Lying(dy) * 2 * x) with { Check = "transposed cotangents", IsAboutMemory = true },
        PlantedBug.Of("offset of the cotangent forgotten", Points.Spread([5]), x => x * x, (dy, x) => FromTheStart(dy) * 2 * x) with { Check = "offset cotangents", IsAboutMemory = true },
        PlantedBug.Of("transposed input read as it lies backwards", Matrix, x => x * x, (dy, x) => dy * 2 * Lying(x)) with { Check = "transposed inputs", IsAboutMemory = true },
        PlantedBug.Of("offset of the input forgotten backwards", Points.Spread([5]), x => x * x, (dy, x) => dy * 2 * FromTheStart(x)) with { Check = "offset inputs", IsAboutMemory = true },
        PlantedBug.Of("gradient rounded to float32", Points.Spread([5]), x => x.Exp(), (dy, x) => (dy * x.Exp()).To(DType.Float32).To(DType.Float64)) with { Check = "linear in the cotangent" },
        PlantedBug.Of("sum accumulated in float32", Points.Spread([2]), x => x.Expand([3000, 2]) * Points.Spread([3000, 2], 0.1, 2, seed: 4), (dy, _) => SumSingle(dy * Points.Spread([3000, 2], 0.1, 2, seed: 4))),
    ];

    /// <summary>What a kernel reads that takes every input for contiguous.</summary>
    private static Variable Lying(Variable x) => x.Offset == 0 && !x.IsContiguous && x.Strides[0] != 0 && x.Strides[x.Rank - 1] != 0 ? x.T.Contiguous() : x.Contiguous();

    private static Variable FromTheStart(Variable x) => x.Offset > 0 ? Variable.From(Host.Raw(x, (int)x.Count), x.Shape) : x;

    private static Variable SumSingle(Variable x)
    {
        var (values, columns) = (x.ToArray<double>(), x.Shape[1]);
        var sums = new float[columns];
        for (var i = 0; i < values.Length; i++)
            sums[i % columns] += (float)values[i];
        return Variable.From(Array.ConvertAll(sums, sum => (double)sum));
    }
}
