using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class SqrtSamples : UnarySamples<SqrtOp>
{
    protected override double Low => 0.2;

    protected override double High => 4;

    protected override InputDomain Domain => InputDomain.Positive;

    protected override Variable Call(Variable x) => x.Sqrt();

    protected override double Value(double x) => Math.Sqrt(x);

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("at 0 under a where", x => Variable.Where(x > 0, x.Sqrt(), 0), Of([4], 0, 4, 0, 0.25), x => x > 0 ? Math.Sqrt(x) : 0)
            with
        { SmoothOrder = 0, GradientReference = x => [Array.ConvertAll(x[0], v => v > 0 ? 0.5 / Math.Sqrt(v) : 0)] };
        yield return Elementwise("at 0 without a where", Call, Of([2], 0, 4), Value) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[double.PositiveInfinity, 0.25]],
        };
    }
}
