using Autograd.Ops;

namespace Autograd.Tests.Ops.Elementwise.Slopes;

public sealed class SigmoidSlopeSamples : SlopeSamples<SigmoidSlopeOp>
{
    protected override Operation Function => SigmoidSlopeOp.Instance;

    protected override double Factor(double saved) => saved * (1 - saved);
}
