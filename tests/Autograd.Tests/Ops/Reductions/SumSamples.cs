using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Reductions;

public sealed class SumSamples : ReductionSamples<SumOp>
{
    protected override bool IsLinear => true;

    protected override string OperationName => "sum";

    protected override Variable Call(Variable x, int[] axes, bool keepAxes) => x.Sum(axes, keepAxes);

    protected override double Value(double[] x) => Naive.Sum(x);

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Ordinary("cancellation", Of([4], 1e8, 1, -1e8, 2));
        yield return Ordinary("int64", Indices([2, 3], 1, 2, 3, 4, 5, 6), 1);
        yield return Ordinary("bools count", Booleans([4], true, false, true, true));
    }
}
