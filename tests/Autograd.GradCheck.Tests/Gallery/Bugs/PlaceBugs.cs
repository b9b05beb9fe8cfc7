namespace Autograd.GradientChecking.Tests.Gallery.Bugs;

/// <summary>Right numbers in wrong places: transposed, shifted, reduced over the wrong axis, scattered wrongly.</summary>
public sealed class PlaceBugs : IPlantedBugs
{
    private static readonly Variable Square = Points.Spread([4, 4]);
    private static readonly Variable Vector = Points.Spread([6]);
    private static readonly Variable Kernel = Variable.From([0.5, -1.25, 2]);
    private static readonly Variable Repeated = Variable.From([0L, 2, 2, 3]);

    public string Family => "Right numbers, wrong places";

    public IEnumerable<PlantedBug> All =>
    [
        PlantedBug.Of("transposed gradient", Square, x => (x * x * x).Sum(), (dy, x) => dy * 3 * (x * x).T.Contiguous()) with { Diagnosis = "transposed" },
        PlantedBug.Of("Jacobian transposed in a product", Square, Vector.Slice(0, 0, 4).Reshape(4, 1), (a, v) => a.MatMul(v), (dy, a, v) => [dy.MatMul(v.T), a.MatMul(dy)]) with { Input = 1 },
        PlantedBug.Of("shifted by one among 1000", Points.Spread([1000]), x => x * x, (dy, x) => Roll(dy * 2 * x)) with { Diagnosis = "shifted" },
        PlantedBug.Of("shifted by one among 10 000", Points.Spread([10_000]), x => x * x, (dy, x) => Roll(dy * 2 * x)) with { Diagnosis = "shifted" },
        PlantedBug.Of("cumulative sum's gradient not reversed", Vector, x => x.CumSum(0), (dy, _) => dy.CumSum(0)),
        PlantedBug.Of("flip's gradient not flipped", Vector, x => x.Flip(0) * 1, (dy, _) => dy * 1) with { Diagnosis = "reversed" },
        PlantedBug.Of("permutation instead of its inverse", Points.Spread([2, 2, 2]), x => x.Permute(1, 2, 0) * 1, (dy, _) => dy.Permute(1, 2, 0).Contiguous()),
        PlantedBug.Of("broadcast reduced by taking one row", Points.Spread([4]), x => x.Expand([3, 4]) * 1, (dy, _) => dy[0].Contiguous()),
        PlantedBug.Of("broadcast reduced over the wrong axis", Points.Spread([4]), x => x.Expand([4, 4]) * Points.Spread([4, 4], seed: 2), (dy, _) => (dy * Points.Spread([4, 4], seed: 2)).Sum(1)),
        PlantedBug.Of("broadcast reduced by a mean", Points.Spread([3]), x => x.Expand([5, 3]) * 1, (dy, _) => dy.Mean(0)) with { Diagnosis = "ratio 1/5" },
        PlantedBug.Of("gather of repeated places overwrites", Vector, x => x.IndexSelect(0, Repeated), (dy, _) => Overwriting(dy)) with { Element = [2] },
        PlantedBug.Of("maximum's gradient to every place", Points.Spread([3, 4]), x => x.Max([1], keepAxes: true), (dy, x) => dy.Expand(x.Shape).Contiguous()),
        PlantedBug.Of("maximum's gradient to the next place", Points.Spread([9]), x => x.Max(), (dy, x) => dy * Roll(x.EqualTo(x.Max()).To(DType.Float64))),
        PlantedBug.Of("convolution's kernel not flipped backwards", Vector, x => Convolve(x), (dy, _) => ConvolveBack(dy, flipped: false)),
        PlantedBug.Of("padding cut off at the wrong end", Vector, x => x.Pad(0, 2, 1) * 1, (dy, _) => dy.Slice(0, 1, 6).Contiguous()),
        PlantedBug.Of("concatenation's second part from the start", Vector, Points.Spread([6], seed: 2), (x, y) => Variable.Concat(0, x, y), (dy, _, _) => [dy.Slice(0, 0, 6).Contiguous(), dy.Slice(0, 0, 6).Contiguous()]) with { Input = 1 },
        PlantedBug.Of("triangle not cut backwards", Square, x => x.Tril() * x, (dy, x) => 2 * dy * x),
        PlantedBug.Of("strided slice's gradient put down without the stride", Points.Spread([7]), x => x.Slice(0, 0, 4, 2) * 1, (dy, _) => dy.Pad(0, 0, 3)),
        PlantedBug.Of("average pooling wrong where the stride leaves a rest (as burn #5304)", Points.Spread([8]), x => Pooling.Value(x, 3, 2), (dy, x) => Pooling.WrongPull(dy, x, 3, 2)),
        PlantedBug.Of("product of batches, the shared matrix not summed over them", Points.Spread([3, 2, 4]), Points.Spread([4, 2]), (a, b) => a.MatMul(b), (dy, a, b) => [dy.MatMul(b.T), a[0].T.MatMul(dy[0])]) with { Input = 1 },
    ];

    private static Variable Roll(Variable x) => Variable.Concat(0, x.Slice(0, 1, x.Shape[0] - 1), x.Slice(0, 0, 1));

    private static Variable Overwriting(Variable dy)
    {
        var (gradient, from) = (new double[6], dy.ToArray<double>());
        var places = Repeated.ToArray<long>();
        for (var i = 0; i < places.Length; i++)
            gradient[places[i]] = from[i];
        return Variable.From(gradient);
    }

    private static Variable Convolve(Variable x)
    {
        var y = x.Slice(0, 0, 4) * Kernel[0];
        for (var k = 1; k < 3; k++)
            y += x.Slice(0, k, 4) * Kernel[k];
        return y;
    }

    private static Variable ConvolveBack(Variable dy, bool flipped)
    {
        var dx = Variable.Zeros([6], DType.Float64);
        for (var k = 0; k < 3; k++)
            dx += dy.Pad(0, k, 2 - k) * Kernel[flipped ? k : 2 - k];
        return dx;
    }
}
