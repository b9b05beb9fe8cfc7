using Autograd.GradientChecking;
using Autograd.Ops;

namespace Autograd.Tests.Ops.Convolution;

public sealed class Conv2dInputGradientSamples : OperationSamples<Conv2dInputGradientOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        foreach (var geometry in Geometry.All)
        {
            var operation = Conv2dInputGradientOp.Get(new ConvolutionAttributes(geometry.Stride, geometry.Padding, geometry.Dilation, geometry.Groups), geometry.Input);
            SampleInput[] inputs = [Spread(geometry.Output), Spread(geometry.Weight, seed: 1)];
            yield return Sample(geometry.Name, x => Autograd.Ops.Operation.Apply(operation, x[0].Contiguous(), x[1].Contiguous()), inputs, x =>
            {
                var dx = new double[geometry.Input.Count];
                geometry.Visit((input, w, output) => dx[input] += x[0][output] * x[1][w]);
                return dx;
            });
        }

        yield return Sample("broadcast cotangent", x => Broadcast(x[0], x[1]), [Scalar(0.75), Spread([1, 1, 2, 2], seed: 1)], x =>
        {
            double[] w = x[1], sums = [w[0], w[0] + w[1], w[1], w[0] + w[2], w[0] + w[1] + w[2] + w[3], w[1] + w[3], w[2], w[2] + w[3], w[3]];
            return Array.ConvertAll(sums, sum => sum * x[0][0]);
        });
    }

    private static Variable Broadcast(Variable dy, Variable w) =>
        Autograd.Ops.Operation.Apply(Conv2dInputGradientOp.Get(new ConvolutionAttributes(1, 0, 1, 1), [1, 1, 3, 3]), dy.Expand([1, 1, 2, 2]).Contiguous(), w.Contiguous());
}
