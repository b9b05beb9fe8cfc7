using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class LogAddExpSamples : BinarySamples<LogAddExpOp>
{
    // Where the result is near 0 a sum of two like numbers of both signs is left, and no precision.
    protected override (double Low, double High, InputDomain Domain) First => (0.2, 3, InputDomain.Real);

    protected override (double Low, double High, InputDomain Domain) Second => (0.2, 3, InputDomain.Real);

    protected override Variable Call(Variable a, Variable b) => Variable.LogAddExp(a, b);

    protected override double Value(double a, double b) => double.IsInfinity(a) && a == b ? a : Math.Max(a, b) + NaiveFunctions.Log1p(Math.Exp(-Math.Abs(a - b)));

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("negative", Call, Of([3], -3, -2.5, -8), Of([3], -2.5, -4, -8.5), Value);
        yield return Elementwise("far apart", Call, Of([4], 50, -800, 3, 1e5), Of([4], -50, 800, 40, -1e5), Value) with { SmoothOrder = 0 };
        yield return Elementwise("equal", Call, Of([3], 1, -2, 0), Of([3], 1, -2, 0), Value) with { SmoothOrder = 1, GradientReference = _ => [[0.5, 0.5, 0.5], [0.5, 0.5, 0.5]] };
        yield return Elementwise(
            "infinities",
            Call,
            Of([5], double.NegativeInfinity, double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity, 2),
            Of([5], double.NegativeInfinity, double.PositiveInfinity, double.PositiveInfinity, 1, double.NegativeInfinity),
            Value) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0.5, 0.5, 0, 1, 1], [0.5, 0.5, 1, 0, 0]],
        };
    }
}
