using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class RoundSamples : UnarySamples<RoundOp>
{
    protected override double Low => 1.6;

    protected override double High => 2.2;

    protected override Variable Call(Variable x) => x.Round();

    protected override double Value(double x) => Math.Round(x, MidpointRounding.ToEven);

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("on steps", Call, Of([10], 0.5, -0.5, 1.5, -1.5, 2.5, 3.5, 0.49, -0.3, 0, 4503599627370495.5), Value) with
        {
            SmoothOrder = 0,
            GradientReference = x => [new double[x[0].Length]],
        };
        yield return Elementwise("int32", x => x.Round(), Indices([4], -3, 0, 1, 40000) with { DType = DType.Int32 }, x => x) with { SmoothOrder = 0 };
    }
}
