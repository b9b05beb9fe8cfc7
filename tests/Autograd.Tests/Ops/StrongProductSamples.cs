using Autograd.GradientChecking;
using Autograd.Ops;
using Autograd.Tests.Ops.Elementwise;

namespace Autograd.Tests.Ops;

public sealed class StrongProductSamples : BinarySamples<StrongProductOp>
{
    protected override bool EqualShapesOnly => true;

    protected override Variable Call(Variable a, Variable b) => StrongProductOp.Apply(a, b);

    protected override double Value(double a, double b) => a == 0 ? 0 : a * b;

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("zeros of the cotangent", Call, Of([3], 0, 0, 0), Of([3], double.PositiveInfinity, double.NaN, 2), Value) with { SmoothOrder = 0 };
        yield return Elementwise("zeros of the partial", Call, Of([3], 1, -2, 3), Of([3], 0, 0, 0), Value);
        yield return Elementwise("of a broadcast", (a, b) => Call(a.Expand([2, 3]), b), Spread([3]), Spread([2, 3], seed: 1), Value);
        yield return Elementwise("one element", Call, Of([1], 1.5), Of([1], -0.5), Value);
    }
}
