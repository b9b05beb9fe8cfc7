using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Reductions;

public sealed class StdSamples : ReductionSamples<StdOp>
{
    protected override string OperationName => "std";

    public override IEnumerable<OperationErrorSample> Errors() =>
    [
        .. base.Errors(),
        Error<ArgumentException>(
            "integers", () => Variable.Ones([2], DType.Int64).Std(), "std: elements are int64; cast first, x.To(DType.Float32)"),
        Error<ArgumentException>(
            "an infinite correction",
            () => Variable.Ones([2]).Std([0], correction: double.PositiveInfinity),
            $"std: the correction is {double.PositiveInfinity}; use a number, 1 or 0"),
    ];

    /// <summary>Of one element it exists without the correction.</summary>
    protected override Variable Call(Variable x, int[] axes, bool keepAxes) => x.Std(axes, keepAxes, correction: 0);

    protected override double Value(double[] x) => Math.Sqrt(VarSamples.SquaresOf(x) / x.Length);

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Corrected("a sample's", Spread([3, 5]), 1);
        yield return Corrected("corrected by a half", Spread([2, 4]), 0.5);
        yield return Corrected("as many as the correction", Spread([2, 1]), 1) with { SmoothOrder = 0 };
        yield return Sample("a row of NaN that does not count", x => x[0].Std([1], correction: 0).Slice(0, 0, 1), [Of([2, 2], 1, 3, double.NaN, 0)], _ => [1]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[-0.5, 0.5, 0, 0]],
        };
        yield return Sample(
            "a row of NaN that does not move",
            x => Variable.Where(x[0].Less(9), x[0], double.NaN).Std([1], correction: 0),
            [Of([2, 2], 1, 3, 9, 9)],
            _ => [1, double.NaN]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[-0.5, 0.5, 0, 0]],
        };
        yield return Sample("a column of equals", x => x[0].Std([0], correction: 0), [Of([2, 2], 7, 1, 7, 3)], _ => [0, 1]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0, -0.5, 0, 0.5]],
        };
        yield return Ordinary("all equal", Of([3], 0.1, 0.1, 0.1)) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0, 0, 0]],
        };
        yield return Ordinary("a row of equals", Of([2, 2], 7, 7, 1, 3), 1) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0, 0, -0.5, 0.5]],
        };
        yield return Ordinary("off 0", Of([2, 3], 100, 101, 103, -100, -102, -101), 1);
        yield return Ordinary("far from 0", Of([2, 3], 3e8, 3e8 + 1, 3e8 + 3, -1e8, -1e8 - 2, -1e8 - 1), 1) with { SmoothOrder = 0 };
    }

    private OperationSample Corrected(string name, SampleInput input, double correction) =>
        Sample(
            name,
            x => x[0].Std([1], correction: correction),
            [input],
            x => Naive.Reduce(x[0], input.Shape, [1], group => Math.Sqrt(VarSamples.SquaresOf(group) / (group.Length - correction))));
}
