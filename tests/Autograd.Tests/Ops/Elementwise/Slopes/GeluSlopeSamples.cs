using Autograd.Ops;

namespace Autograd.Tests.Ops.Elementwise.Slopes;

public sealed class GeluSlopeSamples : SlopeSamples<GeluSlopeOp>
{
    protected override Operation Function => GeluSlopeOp.Instance;

    protected override double Factor(double saved)
    {
        var density = Math.Exp(-saved * saved / 2) / Math.Sqrt(2 * Math.PI);
        return NaiveFunctions.NormalCdf(saved) + (density == 0 ? 0 : saved * density);
    }
}
