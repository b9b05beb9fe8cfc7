using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class MinimumSamples : BinarySamples<MinimumOp>
{
    protected override Variable Call(Variable a, Variable b) => Variable.Minimum(a, b);

    protected override double Value(double a, double b) => Math.Min(a, b);

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("ties", Call, Of([3], 1, -2, 0), Of([3], 1, -2, 0), Value) with
        {
            SmoothOrder = 1,
            IsAtKink = true,
            GradientReference = _ => [[0.5, 0.5, 0.5], [0.5, 0.5, 0.5]],
        };
        yield return Elementwise("with a number", x => Variable.Minimum(x, 0.25), Spread([6]), x => Math.Min(x, 0.25));
    }
}
