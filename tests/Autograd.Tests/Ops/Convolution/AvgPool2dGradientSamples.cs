using Autograd.GradientChecking;
using Autograd.Ops;

namespace Autograd.Tests.Ops.Convolution;

public sealed class AvgPool2dGradientSamples : OperationSamples<AvgPool2dGradientOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        foreach (var pool in AveragePoolCase.All)
        {
            var operation = AvgPool2dGradientOp.Get(pool.Rows, pool.Columns);

            // Where thousands of sums are looked at, some would cancel by chance.
            var dy = pool.Output.Count > 2048 ? Spread(pool.Output, 0.5, 2) : Spread(pool.Output);
            yield return Sample(pool.Name, x => Autograd.Ops.Operation.Apply(operation, x[0]), [dy], x =>
            {
                var dx = new double[pool.Input.Count];
                pool.Visit((input, output, share) => dx[input] += share * x[0][output]);
                return dx;
            }) with
            { IsLinear = true };
        }

        var whole = AvgPool2dGradientOp.Get(AveragePoolCase.All[0].Rows, AveragePoolCase.All[0].Columns);
        yield return Sample("of a broadcast", x => Autograd.Ops.Operation.Apply(whole, x[0].Expand([1, 1, 2, 2])), [Scalar(0.75)], x => [.. Enumerable.Repeat(x[0][0] / 4, 16)]) with { IsLinear = true };
    }
}
