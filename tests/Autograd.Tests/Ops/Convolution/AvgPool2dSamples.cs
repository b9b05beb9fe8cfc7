using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Convolution;

public sealed class AvgPool2dSamples : OperationSamples<AvgPool2dOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        foreach (var pool in AveragePoolCase.All)
        {
            yield return Sample(pool.Name, x => pool.Call(x[0]), [Spread(pool.Input)], x =>
            {
                var y = new double[pool.Output.Count];
                pool.Visit((input, output, share) => y[output] += share * x[0][input]);
                return y;
            }) with
            { IsLinear = true };
        }

        yield return Sample("of a broadcast", x => x[0].Expand([2, 1, 2, 4]).AvgPool2d(2), [Spread([4])], x => [.. Enumerable.Range(0, 4).Select(i => (x[0][i % 2 * 2] + x[0][(i % 2 * 2) + 1]) / 2)])
            with
        { IsLinear = true };
        yield return Sample("squared after", x => x[0].AvgPool2d((1, 2)).Pow(2), [Spread([1, 1, 1, 4])], x => [Math.Pow((x[0][0] + x[0][1]) / 2, 2), Math.Pow((x[0][2] + x[0][3]) / 2, 2)]);
        yield return Sample(
            "NaN and ∞ in their windows only", x => x[0].AvgPool2d((1, 2)), [Of([1, 1, 1, 6], double.NaN, 1, double.PositiveInfinity, 2, 3, 5)], _ => [double.NaN, double.PositiveInfinity, 4]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0.5, 0.5, 0.5, 0.5, 0.5, 0.5]],
        };
        yield return Sample("the whole image", x => x[0].AvgPool2d((2, 3)) * 1, [Spread([1, 2, 2, 3])], x => [x[0][..6].Average(), x[0][6..].Average()]) with { IsLinear = true, Notes = "a mean" };
        yield return Sample("adaptive, one window", x => x[0].AdaptiveAvgPool2d(1) * 1, [Spread([2, 1, 2, 3])], x => [x[0][..6].Average(), x[0][6..].Average()]) with { IsLinear = true, Notes = "a mean" };
        yield return Sample("padded around the whole image, counted", x => x[0].AvgPool2d(4, padding: 1), [Spread([1, 1, 2, 2])], x => [x[0].Sum() / 16]) with { IsLinear = true };
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        var image = Variable.Ones([1, 1, 4, 4]);
        yield return Error<ArgumentException>("three axes", () => Variable.Ones([1, 4, 4]).AvgPool2d(2), "avgpool2d: the input has shape [1, 4, 4]; give [batch, channels, height, width]");
        yield return Error<ArgumentException>("a window too large", () => image.AvgPool2d(5), "avgpool2d: a window of 5 is larger than the input [1, 1, 4, 4] with padding 0; use a smaller window");
        yield return Error<ArgumentException>(
            "too much padding", () => image.AvgPool2d(3, padding: 2), "avgpool2d: padding 2 is more than half of the window 3; pad half of the window at most, so that none lies in the padding alone");
        yield return Error<ArgumentException>("stride 0", () => image.AvgPool2d(2, 0), "avgpool2d: window 2, stride 0, padding 0; window and stride are 1 or more, padding 0 or more");
        yield return Error<ArgumentException>("no pixel", () => Variable.Ones([1, 1, 0, 4]).AvgPool2d(2), "avgpool2d: the images of [1, 1, 0, 4] have no element; give images of one or more");
        yield return Error<ArgumentException>("integers", () => image.To(DType.Int32).AvgPool2d(2), "avgpool2d: elements are int32; cast first, x.To(DType.Float32)");
        yield return Error<ArgumentException>("no window", () => image.AdaptiveAvgPool2d((0, 2)), "adaptive_avgpool2d: the output size is (0, 2); ask for 1 window or more along each axis");
    }
}
