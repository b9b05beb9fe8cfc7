using Autograd.Ops;

namespace Autograd.Tests.Ops.Elementwise.Slopes;

public sealed class GeluCurvatureSamples : SlopeSamples<GeluCurvatureOp>
{
    protected override Operation Function => GeluCurvatureOp.Instance;

    protected override double Factor(double saved)
    {
        var density = Math.Exp(-saved * saved / 2) / Math.Sqrt(2 * Math.PI);
        return density == 0 ? 0 : density * (2 - (saved * saved));
    }
}
