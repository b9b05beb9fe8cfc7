using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class LogSamples : UnarySamples<LogOp>
{
    protected override double Low => 0.2;

    protected override double High => 4;

    protected override InputDomain Domain => InputDomain.Positive;

    protected override Variable Call(Variable x) => x.Log();

    protected override double Value(double x) => Math.Log(x);

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("around 1", Call, Of([5], 1, 1.0000001, 0.9999999, 1.01, 0.99).On(Domain), Value);
        yield return Elementwise("at 0 under a where", x => Variable.Where(x > 0, x.Log(), 0), Of([4], 0, 2, 0, 0.5), x => x > 0 ? Math.Log(x) : 0)
            with
        { SmoothOrder = 0, GradientReference = x => [Array.ConvertAll(x[0], v => v > 0 ? 1 / v : 0)] };
    }
}
