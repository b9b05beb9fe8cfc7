using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Reductions;

public sealed class MeanSamples : ReductionSamples<MeanOp>
{
    protected override bool IsLinear => true;

    protected override string OperationName => "mean";

    public override IEnumerable<OperationErrorSample> Errors() =>
    [
        .. base.Errors(),
        Error<ArgumentException>(
            "integers", () => Variable.Ones([2], DType.Int64).Mean(), "mean: elements are int64; cast first, x.To(DType.Float32)"),
    ];

    protected override Variable Call(Variable x, int[] axes, bool keepAxes) => x.Mean(axes, keepAxes);

    protected override double Value(double[] x) => Naive.Sum(x) / x.Length;
}
