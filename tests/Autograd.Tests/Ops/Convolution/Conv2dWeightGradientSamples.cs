using Autograd.GradientChecking;
using Autograd.Ops;

namespace Autograd.Tests.Ops.Convolution;

public sealed class Conv2dWeightGradientSamples : OperationSamples<Conv2dWeightGradientOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        foreach (var geometry in Geometry.All)
        {
            var operation = Conv2dWeightGradientOp.Get(new ConvolutionAttributes(geometry.Stride, geometry.Padding, geometry.Dilation, geometry.Groups), geometry.Weight);
            SampleInput[] inputs = [Spread(geometry.Input), Spread(geometry.Output, seed: 1)];
            yield return Sample(geometry.Name, x => Autograd.Ops.Operation.Apply(operation, x[0].Contiguous(), x[1].Contiguous()), inputs, x =>
            {
                var dw = new double[geometry.Weight.Count];
                geometry.Visit((input, w, output) => dw[w] += x[0][input] * x[1][output]);
                return dw;
            });
        }

        yield return Sample("broadcast cotangent", x => Broadcast(x[0], x[1]), [Spread([1, 1, 3, 3]), Scalar(0.75)], x =>
        {
            double Window(int corner) => x[0][corner] + x[0][corner + 1] + x[0][corner + 3] + x[0][corner + 4];
            return [.. ((int[])[0, 1, 3, 4]).Select(corner => x[1][0] * Window(corner))];
        });
    }

    private static Variable Broadcast(Variable x, Variable dy) =>
        Autograd.Ops.Operation.Apply(Conv2dWeightGradientOp.Get(new ConvolutionAttributes(1, 0, 1, 1), [1, 1, 2, 2]), x.Contiguous(), dy.Expand([1, 1, 2, 2]).Contiguous());
}
