using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class PowSamples : BinarySamples<PowOp>
{
    protected override (double Low, double High, InputDomain Domain) First => (0.3, 2.5, InputDomain.Positive);

    protected override Variable Call(Variable a, Variable b) => a.Pow(b);

    protected override double Value(double a, double b) => Math.Pow(a, b);

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("square of both signs", x => x.Pow(2), Of([4], -1.5, 0, 2, -0.25), x => x * x);
        yield return Elementwise("cube of both signs", x => x.Pow(3), Of([4], -1.5, 0, 2, -0.25), x => x * x * x);
        yield return Elementwise("exponent 0", x => x.Pow(0), Of([3], -1.5, 0, 2), _ => 1) with { GradientReference = _ => [[0, 0, 0]] };
        yield return Elementwise("exponent −1", x => x.Pow(-1), Spread([5], 0.4, 3).On(InputDomain.Positive), x => 1 / x);
        yield return Elementwise("exponent ½", x => x.Pow(0.5), Spread([5], 0.4, 3).On(InputDomain.Positive), x => Math.Pow(x, 0.5));
        yield return Elementwise("0 to exponents of 0 and more", Call, Of([4], 0, 0, 0, 0), Of([4], 0, 1, 2, 3.5), Value) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0, 1, 0, 0], [0, 0, 0, 0]],
        };
        yield return Elementwise("0 to exponents below 0", Call, Of([2], 0, 0), Of([2], -1, -0.5), Value) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[double.NegativeInfinity, double.NegativeInfinity], [double.NegativeInfinity, double.NegativeInfinity]],
        };
    }
}
