using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class DivSamples : BinarySamples<DivOp>
{
    protected override (double Low, double High, InputDomain Domain) Second => (0.4, 3, InputDomain.Positive);

    protected override Variable Call(Variable a, Variable b) => a / b;

    protected override double Value(double a, double b) => a / b;

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("negative divisors", Call, Spread([7]), Spread([7], -3, -0.4, 1), Value);
        yield return Elementwise("a number on the left", x => 2 / x, Spread([5], 0.4, 3).On(InputDomain.Positive), x => 2 / x);
        yield return Elementwise(
            "by 0 under a where", (a, b) => Variable.Where(b.NotEqualTo(0), a / b, 0), Of([3], 1, 0, 3), Of([3], 0, 0, 2), (a, b) => b != 0 ? a / b : 0) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0, 0, 0.5], [0, 0, -0.75]],
        };
    }
}
