using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Convolution;

public sealed class Conv2dSamples : OperationSamples<Conv2dOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        foreach (var geometry in Geometry.All)
        {
            SampleInput[] inputs = [Spread(geometry.Input), Spread(geometry.Weight, seed: 1)];
            yield return Sample(geometry.Name, x => Convolve(x[0], x[1], null, geometry), inputs, x => Naively(x[0], x[1], null, geometry));
        }

        foreach (var geometry in Geometry.All.Where(g => g.Name is "stride 2" or "two groups" or "depthwise" or "kernel 1"))
        {
            SampleInput[] inputs = [Spread(geometry.Input), Spread(geometry.Weight, seed: 1), Spread([geometry.Weight[0]], seed: 2)];
            yield return Sample($"{geometry.Name}, bias", x => Convolve(x[0], x[1], x[2], geometry), inputs, x => Naively(x[0], x[1], x[2], geometry));
        }

        var square = Geometry.All[1];
        yield return Sample("broadcast batch", x => Convolve(x[0].Expand([2, 2, 5, 5]), x[1], null, square), [Spread([2, 5, 5]), Spread(square.Weight, seed: 1)], x => [.. Naively(x[0], x[1], null, square), .. Naively(x[0], x[1], null, square)]);
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        var image = Variable.Ones([1, 2, 4, 4]);
        yield return Error<ArgumentException>(
            "three axes",
            () => Variable.Ones([2, 4, 4]).Conv2d(Variable.Ones([1, 2, 3, 3])),
            "conv2d: the input has shape [2, 4, 4], the weight [1, 2, 3, 3]; give [batch, in, height, width] and [out, in / groups, height, width]");
        yield return Error<ArgumentException>(
            "channels",
            () => image.Conv2d(Variable.Ones([1, 3, 3, 3])),
            "conv2d: the input [1, 2, 4, 4] has 2 channels, the weight [1, 3, 3, 3] takes 3; give a weight of [out, in / groups, height, width]");
        yield return Error<ArgumentException>(
            "a kernel too large",
            () => image.Conv2d(Variable.Ones([1, 2, 5, 5])),
            "conv2d: a kernel of [1, 2, 5, 5] with dilation 1 is larger than the input [1, 2, 4, 4] with padding 0; pad more, or use a smaller kernel");
        yield return Error<ArgumentException>(
            "stride 0",
            () => image.Conv2d(Variable.Ones([1, 2, 3, 3]), stride: 0),
            "conv2d: stride 0, padding 0, dilation 1, groups 1; stride, dilation and groups are 1 or more, padding 0 or more");
        yield return Error<ArgumentException>(
            "a bias that does not fit",
            () => image.Conv2d(Variable.Ones([1, 2, 3, 3]), Variable.Ones([2])),
            "conv2d: a bias of [2] does not fit a weight of [1, 2, 3, 3]; the bias is [out]");
        yield return Error<ArgumentException>(
            "two types",
            () => image.Conv2d(Variable.Ones([1, 2, 3, 3], DType.Float64)),
            "conv2d: the input is float32, weight float64, bias float64; cast them to one type");
    }

    private static Variable Convolve(Variable x, Variable weight, Variable? bias, Geometry g) => x.Conv2d(weight, bias, g.Stride, g.Padding, g.Dilation, g.Groups);

    private static double[] Naively(double[] x, double[] weight, double[]? bias, Geometry geometry)
    {
        var y = new double[geometry.Output.Count];
        for (var i = 0; bias is not null && i < y.Length; i++)
            y[i] = bias[Naive.Coordinates(i, geometry.Output)[1]];
        geometry.Visit((input, w, output) => y[output] += x[input] * weight[w]);
        return y;
    }
}
