using Autograd.Ops;

namespace Autograd.Tests.Ops.Elementwise.Slopes;

public sealed class TanhCurvatureSamples : SlopeSamples<TanhCurvatureOp>
{
    protected override Operation Function => TanhCurvatureOp.Instance;

    protected override double Factor(double saved) => -2 * saved;
}
