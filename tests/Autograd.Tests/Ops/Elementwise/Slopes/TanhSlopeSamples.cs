using Autograd.Ops;

namespace Autograd.Tests.Ops.Elementwise.Slopes;

public sealed class TanhSlopeSamples : SlopeSamples<TanhSlopeOp>
{
    protected override Operation Function => TanhSlopeOp.Instance;

    protected override double Factor(double saved) => 1 - (saved * saved);
}
