using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Reductions;

public sealed class VarSamples : ReductionSamples<VarOp>
{
    protected override string OperationName => "var";

    public override IEnumerable<OperationErrorSample> Errors() =>
    [
        .. base.Errors(),
        Error<ArgumentException>(
            "integers", () => Variable.Ones([2], DType.Int64).Var(), "var: elements are int64; cast first, x.To(DType.Float32)"),
        Error<ArgumentException>(
            "a correction that is no number", () => Variable.Ones([2]).Var([0], correction: double.NaN), "var: the correction is NaN; use a number, 1 or 0"),
    ];

    /// <summary>Of one element it exists without the correction.</summary>
    protected override Variable Call(Variable x, int[] axes, bool keepAxes) => x.Var(axes, keepAxes, correction: 0);

    protected override double Value(double[] x) => SquaresOf(x) / x.Length;

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Corrected("a sample's", Spread([3, 5]), 1, 2);
        yield return Corrected("corrected by a half", Spread([2, 4]), 0.5, 2);
        yield return Corrected("as many as the correction", Spread([2, 1]), 1, 0);
        yield return Corrected("fewer than the correction", Spread([2, 2]), 3, 0);
        yield return Sample("a row of NaN that does not count", x => x[0].Var(1).Slice(0, 0, 1), [Of([2, 2], 1, 3, double.NaN, 0)], _ => [2]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[-2, 2, 0, 0]],
        };
        yield return Sample(
            "a row of NaN that does not move", x => Variable.Where(x[0].Less(9), x[0], double.NaN).Var(1), [Of([2, 2], 1, 3, 9, 9)], _ => [2, double.NaN]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[-2, 2, 0, 0]],
        };
        yield return Ordinary("all equal", Of([3], 0.1, 0.1, 0.1));
        yield return Ordinary("off 0", Of([2, 3], 100, 101, 103, -100, -102, -101), 1);
        yield return Ordinary("far from 0", Of([2, 3], 3e8, 3e8 + 1, 3e8 + 3, -1e8, -1e8 - 2, -1e8 - 1), 1) with { SmoothOrder = 0 };
        yield return Sample(
            "one element that does not count", x => x[0].Var([1], correction: 1).Slice(0, 0, 0), [Spread([2, 1])], _ => []) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0, 0]],
        };
    }

    /// <summary>The sum of squares around the mean.</summary>
    internal static double SquaresOf(double[] x)
    {
        // From the first element on, so that equal ones are exactly at their mean.
        var origin = x.Length == 0 ? 0 : x[0];
        var mean = Naive.Sum(Array.ConvertAll(x, v => v - origin)) / x.Length;
        return x.Length == 0 ? double.NaN : Naive.Sum(Array.ConvertAll(x, v => (v - origin - mean) * (v - origin - mean)));
    }

    private OperationSample Corrected(string name, SampleInput input, double correction, int order) =>
        Sample(
            name,
            x => x[0].Var([1], correction: correction),
            [input],
            x => Naive.Reduce(x[0], input.Shape, [1], group => SquaresOf(group) / Math.Max(0, group.Length - correction))) with
        { SmoothOrder = order };
}
