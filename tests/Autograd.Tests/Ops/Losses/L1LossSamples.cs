using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Losses;

public sealed class L1LossSamples : LossSamples<L1LossOp>
{
    protected override string OperationName => "l1_loss";

    protected override Variable Call(Variable a, Variable b, LossReduction reduction) => a.L1Loss(b, reduction);

    protected override double Value(double a, double b) => Math.Abs(a - b);

    protected override IEnumerable<OperationSample> MoreCorners()
    {
        yield return Elementwise("equals", (a, b) => a.L1Loss(b, LossReduction.None), Of([3], 1, 2, 3), Of([3], 1, 3, 2), Value) with
        {
            SmoothOrder = 1,
            IsAtKink = true,
            GradientReference = _ => [[0, -1, 1], [0, 1, -1]],
        };
    }
}
