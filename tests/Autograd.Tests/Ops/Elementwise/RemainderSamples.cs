using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class RemainderSamples : BinarySamples<RemainderOp>
{
    protected override (double Low, double High, InputDomain Domain) First => (0.2, 0.55, InputDomain.Real);

    protected override (double Low, double High, InputDomain Domain) Second => (1.3, 1.9, InputDomain.Positive);

    protected override Variable Call(Variable a, Variable b) => a % b;

    protected override double Value(double a, double b) => NaiveFunctions.Remainder(a, b);

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("of all signs", Call, Of([8], 7.5, -7.5, 7.5, -7.5, 5.3, -5.3, 0.2, -0.2), Of([8], 2.1, 2.1, -2.1, -2.1, 2.2, 2.2, -3, 3), Value);
        yield return Elementwise("by a number", x => x % 0.75, Of([5], 2, -1, 0.5, 10, -0.1), x => NaiveFunctions.Remainder(x, 0.75));
        yield return Elementwise("of a number", x => 7 % x, Of([4], 2, -1.5, 0.8, 10), x => NaiveFunctions.Remainder(7, x));
        yield return Elementwise("method", x => x.Remainder(1.5), Of([3], 2, -1, 0.5), x => NaiveFunctions.Remainder(x, 1.5));
        yield return Elementwise("exact for large quotients", Call, Of([3], 1e15, -1e15, 123456789.125), Of([3], 3, 3, 0.1), Value) with { SmoothOrder = 0 };
        yield return Elementwise("at the jumps", Call, Of([3], 4, -4, 0), Of([3], 2, 2, 3), Value) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[1, 1, 1], [-2, 2, 0]],
        };
    }
}
