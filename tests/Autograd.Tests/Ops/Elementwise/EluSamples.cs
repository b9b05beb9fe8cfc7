using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class EluSamples : BinarySamples<EluOp>
{
    protected override bool IsKinkedAtZero => true;

    protected override Variable Call(Variable a, Variable b) => EluOp.Apply(a, b);

    protected override double Value(double a, double b) => a > 0 ? a : b * NaiveFunctions.Expm1(a);

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("by default", x => x.Elu(), Spread([7]), x => x > 0 ? x : NaiveFunctions.Expm1(x));
        yield return Elementwise("another α", x => x.Elu(0.5), Of([5], -40, -3, -0.4, 0.5, 2), x => x > 0 ? x : 0.5 * NaiveFunctions.Expm1(x));
        yield return Elementwise("at 0", x => x.Elu(2), Of([2], 0, -0.0), x => 2 * x) with
        {
            SmoothOrder = 1,
            IsAtKink = true,
            GradientReference = _ => [[2, 2]],
        };
    }
}
