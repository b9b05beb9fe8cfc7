using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class ClampSamples : TernarySamples<ClampOp>
{
    protected override (double Low, double High) Second => (-1.1, -0.6);

    protected override (double Low, double High) Third => (0.6, 1.1);

    protected override Variable Call(Variable a, Variable b, Variable c) => a.Clamp(b, c);

    protected override double Value(double a, double b, double c) => Math.Min(Math.Max(a, b), c);

    protected override double Apart(double first) => Math.Abs(first) is > 0.35 and < 1.35 ? first + Math.CopySign(1, first) : first;

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("between numbers", x => x.Clamp(-1, 0.5), Of([6], -2, -0.9, 0.25, 0.49, 0.6, 9), x => Math.Clamp(x, -1, 0.5));
        yield return Elementwise("from below", x => x.Clamp(minimum: -1), Of([4], -2, -0.9, 0.25, 9), x => Math.Max(x, -1));
        yield return Elementwise("from above", x => x.Clamp(maximum: 0.5), Of([4], -2, -0.9, 0.25, 9), x => Math.Min(x, 0.5));
        yield return Elementwise("int64", x => x.Clamp(-2, 3), Indices([4], -7, 0, 3, 5), x => Math.Clamp(x, -2, 3)) with { SmoothOrder = 0 };
        yield return Of("on the bounds and where they cross", Of([9], 1, 2, -3, 1, 3, 2, -1, 0.5, 0), Of([9], 1, 0, 0, 2, 2, 2, 2, 2, 1), Of([9], 3, 2, 0, 0, 1, 2, 0, 1, 3)) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[1, 1, 0, 0, 0, 1, 0, 0, 0], [0, 0, 1, 0, 0, 0, 0, 0, 1], [0, 0, 0, 1, 1, 0, 1, 1, 0]],
        };
    }
}
