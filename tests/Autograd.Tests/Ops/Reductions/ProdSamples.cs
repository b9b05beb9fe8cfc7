using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Reductions;

public sealed class ProdSamples : ReductionSamples<ProdOp>
{
    protected override string OperationName => "prod";

    protected override Variable Call(Variable x, int[] axes, bool keepAxes) => x.Prod(axes, keepAxes);

    protected override double Value(double[] x) => x.Aggregate(1.0, (product, v) => product * v);

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Ordinary("one 0", Of([2, 4], 2, 0, 3, -1, 1, 2, 3, 0), 1);
        yield return Ordinary("two 0", Of([2, 3], 0, 5, 0, 2, 0, 0), 1);
        yield return Ordinary("all 0", Of([3], 0, 0, 0));
        yield return Ordinary("a 0 in a column", Of([5, 2], 1, 2, 0, 3, -2, 1, 3, 0, 2, 0.5), 0);
        yield return Ordinary("long rows near 1", Spread([2, 3001], 0.999, 1.001), 1);
        yield return Ordinary("int64", Indices([2, 3], 1, 5, 3, -4, 5, -6), 1);
        yield return Ordinary("bools count", Booleans([2, 2], true, true, false, true), 1);
        yield return Sample(
            "a row of NaN that does not count", x => x[0].Prod(1).Slice(0, 0, 1), [Of([2, 2], 3, 4, double.NaN, 2)], _ => [12]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[4, 3, 0, 0]],
        };
    }
}
