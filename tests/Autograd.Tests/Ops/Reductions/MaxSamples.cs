using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Reductions;

public sealed class MaxSamples : ReductionSamples<MaxOp>
{
    protected override bool NeedsElements => true;

    protected override double Reach => 70000;

    protected override string OperationName => "max";

    public override IEnumerable<OperationErrorSample> Errors() =>
    [
        .. base.Errors(),
        Error<ArgumentException>(
            "no element", () => Variable.Ones([3, 0]).Max(1), "max: shape [3, 0] has no element along the axes; give at least one to choose from"),
    ];

    protected override Variable Call(Variable x, int[] axes, bool keepAxes) => x.Max(axes, keepAxes);

    protected override double Value(double[] x) => x.Any(double.IsNaN) ? double.NaN : x.Max();

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Ordinary("ties share", Of([2, 3], 1, 5, 5, 2, 2, 2), 1) with
        {
            SmoothOrder = 1,
            IsAtKink = true,
            GradientReference = _ => [[0, 0.5, 0.5, 1.0 / 3, 1.0 / 3, 1.0 / 3]],
        };
        yield return Ordinary("a tie in one column", Of([2, 2], 3, 1, 3, 5), 0) with
        {
            SmoothOrder = 1,
            IsAtKink = true,
            GradientReference = _ => [[0.5, 0, 0.5, 1]],
        };
        yield return Ordinary("all −∞", Of([2], double.NegativeInfinity, double.NegativeInfinity)) with { SmoothOrder = 0 };
        yield return Ordinary("int64", Indices([2, 3], 1, 5, 3, -4, -5, -6), 1);
    }
}
