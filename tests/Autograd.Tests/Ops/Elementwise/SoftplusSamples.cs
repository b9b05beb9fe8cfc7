using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class SoftplusSamples : TernarySamples<SoftplusOp>
{
    protected override (double Low, double High) Second => (0.5, 2);

    protected override (double Low, double High) Third => (10, 30);

    protected override Variable Call(Variable a, Variable b, Variable c) => SoftplusOp.Apply(a, b, c);

    protected override double Value(double a, double b, double c) => b * a > c ? a : (Math.Max(b * a, 0) + NaiveFunctions.Log1p(Math.Exp(-Math.Abs(b * a)))) / b;

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("by default", x => x.Softplus(), Of([6], -3, -0.5, 0, 0.5, 4, 19), x => Value(x, 1, 20));
        yield return Elementwise("sharper", x => x.Softplus(2.5), Of([5], -3, -0.5, 0, 0.5, 4), x => Value(x, 2.5, 20));
        yield return Elementwise("above a low threshold", x => x.Softplus(2, 1), Of([5], -3, -0.5, 0.25, 1.5, 4), x => Value(x, 2, 1));
        yield return Elementwise("at the threshold", x => x.Softplus(1, 2), Of([3], 2, 2.0001, 0), x => Value(x, 1, 2)) with { SmoothOrder = 0, GradientReference = _ => [[NaiveFunctions.Sigmoid(2), 1, 0.5]] };
        yield return Elementwise("left tail", x => x.Softplus(), Of([3], -40, -100, -700), x => Value(x, 1, 20)) with { SmoothOrder = 0 };
        yield return Of("with gradients of all on both sides of the threshold", Of([5], 3, 0.5, -1, 0.8, 0.1), Of([5], 1, 2, 2, 2, 2), Of([5], 2, 2, -9, 1, 0.5));
        yield return Of("with gradients of all at the threshold", Of([1], 2), Of([1], 1), Of([1], 2)) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[NaiveFunctions.Sigmoid(2)], [(2 * NaiveFunctions.Sigmoid(2)) - Math.Log(1 + Math.Exp(2))], [0]],
        };
    }
}
