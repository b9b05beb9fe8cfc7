using Autograd.Ops;

namespace Autograd.Tests.Ops.Elementwise.Slopes;

public sealed class SigmoidCurvatureSamples : SlopeSamples<SigmoidCurvatureOp>
{
    protected override Operation Function => SigmoidCurvatureOp.Instance;

    protected override double Factor(double saved) => 1 - (2 * saved);
}
