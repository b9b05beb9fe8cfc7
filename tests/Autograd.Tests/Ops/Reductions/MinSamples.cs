using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Reductions;

public sealed class MinSamples : ReductionSamples<MinOp>
{
    protected override bool NeedsElements => true;

    protected override double Reach => 70000;

    protected override string OperationName => "min";

    public override IEnumerable<OperationErrorSample> Errors() =>
    [
        .. base.Errors(),
        Error<ArgumentException>(
            "no element", () => Variable.Ones([3, 0]).Min(1), "min: shape [3, 0] has no element along the axes; give at least one to choose from"),
    ];

    protected override Variable Call(Variable x, int[] axes, bool keepAxes) => x.Min(axes, keepAxes);

    protected override double Value(double[] x) => x.Any(double.IsNaN) ? double.NaN : x.Min();

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Ordinary("ties share", Of([2, 3], 9, 5, 5, 2, 2, 2), 1) with
        {
            SmoothOrder = 1,
            IsAtKink = true,
            GradientReference = _ => [[0, 0.5, 0.5, 1.0 / 3, 1.0 / 3, 1.0 / 3]],
        };
        yield return Ordinary("a tie in one column", Of([2, 2], 3, 6, 3, 5), 0) with
        {
            SmoothOrder = 1,
            IsAtKink = true,
            GradientReference = _ => [[0.5, 0, 0.5, 1]],
        };
        yield return Ordinary("all ∞", Of([2], double.PositiveInfinity, double.PositiveInfinity)) with { SmoothOrder = 0 };
        yield return Ordinary("int64", Indices([2, 3], 1, 5, 3, -4, -5, -6), 1);
    }
}
