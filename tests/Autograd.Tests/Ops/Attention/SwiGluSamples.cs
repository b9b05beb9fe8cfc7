using Autograd.GradientChecking;
using Autograd.Tests.Ops.Elementwise;

namespace Autograd.Tests.Ops.Attention;

public sealed class SwiGluSamples : BinarySamples<SwiGluOp>
{
    protected override Variable Call(Variable a, Variable b) => Variable.SwiGlu(a, b);

    protected override double Value(double a, double b) => a * (1 / (1 + Math.Exp(-a))) * b;

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("a closed gate", Call, Of([3], -40, -20, -8), Of([3], 1, -2, 3), Value);
        yield return Elementwise("an open gate", Call, Of([3], 40, 20, 8), Of([3], 1, -2, 3), Value);
        yield return Elementwise("at 0", Call, Of([2], 0, 0), Of([2], 3, -5), Value) with { SmoothOrder = 2, GradientReference = _ => [[1.5, -2.5], [0, 0]] };
    }
}
