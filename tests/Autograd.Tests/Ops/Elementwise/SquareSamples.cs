using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class SquareSamples : UnarySamples<SquareOp>
{
    protected override Variable Call(Variable x) => x.Square();

    protected override double Value(double x) => x * x;

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("of both signs", Call, Of([5], -1.5, 0, 2, -0.25, 1e-5), Value);
        yield return Elementwise("int64", x => x.Square(), Indices([5], -3, 0, 1, 2, 40000), x => x * x) with { SmoothOrder = 0 };
    }
}
