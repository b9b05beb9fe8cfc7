using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Reductions;

public sealed class NormSamples : ReductionSamples<NormOp>
{
    private const string Composed = "sums and extremes of absolute values are composed";

    protected override string OperationName => "norm";

    public override IEnumerable<OperationErrorSample> Errors() =>
    [
        .. base.Errors(),
        Error<ArgumentException>("integers", () => Variable.Ones([2], DType.Int64).Norm(), "norm: elements are int64; cast first, x.To(DType.Float32)"),
        Error<ArgumentException>("no exponent", () => Variable.Ones([2]).Norm(double.NaN), "norm: p is NaN; use a number, or ±∞ for the largest or smallest"),
        Error<ArgumentException>(
            "the largest of nothing",
            () => Variable.Ones([3, 0]).Norm(double.PositiveInfinity, [1]),
            "norm: shape [3, 0] has no element along the axes; give at least one, or use p from 0 to below ∞"),
    ];

    protected override Variable Call(Variable x, int[] axes, bool keepAxes) => x.Norm(2, axes, keepAxes);

    protected override double Value(double[] x) => Value(x, 2);

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Of("p = 3", 3, Spread([3, 5]));
        yield return Of("p = 1.5", 1.5, Spread([3, 5]));
        yield return Of("p = 1/2", 0.5, Spread([3, 5], 0.3, 2));
        yield return Of("p = −1", -1, Spread([3, 5], 0.5, 2));
        yield return Of("p = −2.5, both signs", -2.5, Of([2, 2], 1, -2, 0.5, -1.5));
        yield return Of("p = 1", 1, Spread([3, 5])) with { Notes = Composed };
        yield return Of("p = ∞", double.PositiveInfinity, Of([2, 3], 1, -5, 3, 2, 1, 0.5)) with { Notes = Composed, SmoothOrder = 1 };
        yield return Of("p = −∞", double.NegativeInfinity, Of([2, 3], 1, -5, 3, 2, 1, -0.5)) with { Notes = Composed, SmoothOrder = 1 };
        yield return Of("p = 0", 0, Of([2, 3], 0, -5, 3, 0, 0, 0)) with { Notes = Composed, SmoothOrder = 0 };
        yield return Of("p = ∞, ties", double.PositiveInfinity, Of([1, 3], -4, 4, 1)) with
        {
            Notes = Composed,
            SmoothOrder = 0,
            GradientReference = _ => [[-0.5, 0.5, 0]],
        };
        foreach (var p in (double[])[2, 3, 1, 0.5, double.PositiveInfinity])
        {
            yield return Of($"0 for p = {p}", p, Of([2, 2], 0, -0.0, 3, 0)) with
            {
                Notes = Composed,
                SmoothOrder = 0,
                GradientReference = _ => [[0, 0, 1, 0]],
            };
        }

        yield return Of("p = −1 with a 0", -1, Of([1, 3], 2, 0, -1)) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0, 0, 0]],
        };
        yield return Sample("a row of NaN that does not count", x => x[0].Norm(2, [1]).Slice(0, 0, 1), [Of([2, 2], 3, 4, double.NaN, 0)], _ => [5]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0.6, 0.8, 0, 0]],
        };
        yield return Sample(
            "a row of NaN that does not move",
            x => Variable.Where(x[0].Less(9), x[0], double.NaN).Norm(2, [1]),
            [Of([2, 2], 3, 4, 9, 9)],
            _ => [5, double.NaN]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0.6, 0.8, 0, 0]],
        };
        yield return Of("a 0 among others", 2, Of([2, 3], 0, 3, 4, -1, 0, 2));
        yield return Sample("a column of 0", x => x[0].Norm(2, [0]), [Of([2, 2], 0, 3, 0, 4)], _ => [0, 5]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0, 0.6, 0, 0.8]],
        };
        yield return Of("squares that overflow", 2, Of([2, 2], 3e200, -4e200, 3e-200, 4e-200)) with { SmoothOrder = 0 };
        yield return Of("float32's squares that overflow", 2, Of([2, 2], 3e30, -4e30, 3e-30, 4e-30)) with { SmoothOrder = 0 };
        yield return Of("powers that overflow", 50, Of([2, 2], 3e20, -4e20, 3e-20, 4e-20)) with { SmoothOrder = 0 };
        yield return Of("special values for p = 3", 3, Of([3, 2], double.NaN, 1, double.NegativeInfinity, 1, double.PositiveInfinity, double.NegativeInfinity)) with { SmoothOrder = 0 };
    }

    private static double Value(double[] x, double p)
    {
        if (p == 0)
            return x.Count(v => v != 0);
        var sizes = Array.ConvertAll(x, Math.Abs);
        if (sizes.Any(double.IsNaN))
            return double.NaN;
        if (double.IsInfinity(p))
            return p > 0 ? sizes.Max() : sizes.Min();
        var largest = sizes.Length == 0 || sizes.Max() == 0 || double.IsInfinity(sizes.Max()) ? 1 : sizes.Max();
        return largest * Math.Pow(Naive.Sum(Array.ConvertAll(sizes, v => Math.Pow(v / largest, p))), 1 / p);
    }

    private OperationSample Of(string name, double p, SampleInput input) =>
        Sample(name, x => x[0].Norm(p, [1]), [input], x => Naive.Reduce(x[0], input.Shape, [1], group => Value(group, p)));
}
