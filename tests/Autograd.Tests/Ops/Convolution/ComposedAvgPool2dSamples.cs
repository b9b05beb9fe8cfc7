using Autograd.GradientChecking;
using Autograd.Ops;
using Autograd.Tests.Table;

namespace Autograd.Tests.Ops.Convolution;

/// <summary>Average pooling as devices without its kernels compute it.</summary>
public sealed class ComposedAvgPool2dSamples : MethodSamples
{
    public override string Method => "avgpool2d composed";

    public override Type Operation => typeof(SliceOp);

    public override IEnumerable<OperationSample> Samples()
    {
        foreach (var pool in AveragePoolCase.All)
        {
            yield return Sample(pool.Name, x => AveragePooling.Compose(x[0], pool.Rows, pool.Columns), [Spread(pool.Input)], x =>
            {
                var y = new double[pool.Output.Count];
                pool.Visit((input, output, share) => y[output] += share * x[0][input]);
                return y;
            }) with
            { IsLinear = true };
        }

        var first = AveragePoolCase.All[0];
        yield return Sample("of a broadcast", x => AveragePooling.Compose(x[0].Expand([1, 1, 4, 4]), first.Rows, first.Columns), [Scalar(0.75)], x => [x[0][0], x[0][0], x[0][0], x[0][0]])
            with
        { IsLinear = true };
    }
}
