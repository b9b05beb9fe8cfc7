using Autograd.Ops;

namespace Autograd.Tests.Ops.Elementwise.Slopes;

public sealed class SiluSlopeSamples : SlopeSamples<SiluSlopeOp>
{
    protected override Operation Function => SiluSlopeOp.Instance;

    protected override double Factor(double saved)
    {
        var (near, far) = (NaiveFunctions.Sigmoid(saved), NaiveFunctions.Sigmoid(-saved));
        return near + (near * far == 0 ? 0 : saved * near * far);
    }
}
