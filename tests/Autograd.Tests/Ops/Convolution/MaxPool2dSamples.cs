using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Convolution;

public sealed class MaxPool2dSamples : OperationSamples<MaxPool2dOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Pool("window 2", [1, 2, 4, 4], 2);
        yield return Pool("a rest", [2, 1, 5, 5], 2);
        yield return Pool("overlapping", [1, 1, 5, 5], 3, 1);
        yield return Pool("overlapping, stride 2", [1, 2, 7, 5], 3, 2);
        yield return Pool("padded", [1, 1, 4, 4], 3, 2, 1);
        yield return Pool("rectangular", [1, 1, 4, 6], (2, 3), (1, 2), (1, 0));
        yield return Pool("dilated", [1, 1, 6, 6], 2, 1, 0, 2);
        yield return Pool("window 1", [1, 2, 3, 3], 1);
        yield return Pool("stride beyond the window", [1, 1, 7, 7], 2, 3);
        yield return Pool("one row, tail 37", [1, 1, 1, 37], (1, 2), 1);
        yield return Pool("no image", [0, 1, 4, 4], 2);
        yield return Pool("wider than a thread's share", Spread([2, 3, 60, 70], -25000, 25000), 3, 2, 1, 1);
        yield return Sample("broadcast", x => x[0].Expand([2, 1, 2, 2]).MaxPool2d(2), [Spread([2, 2])], x => [x[0].Max(), x[0].Max()]);
        yield return Pool("ties go to the first", Of([1, 1, 2, 4], 1, 3, 2, 2, 3, 1, 2, 2), 2, 2, 0, 1) with
        {
            SmoothOrder = 1,
            IsAtKink = true,
            GradientReference = _ => [[0, 1, 1, 0, 0, 0, 0, 0]],
        };
        yield return Pool("NaN wins, −∞ may", Of([1, 1, 2, 4], 1, double.NaN, double.NegativeInfinity, double.NegativeInfinity, 3, 1, double.NegativeInfinity, double.NegativeInfinity), 2, 2, 0, 1)
            with
        { SmoothOrder = 0 };
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        var image = Variable.Ones([1, 1, 4, 4]);
        yield return Error<ArgumentException>("three axes", () => Variable.Ones([1, 4, 4]).MaxPool2d(2), "maxpool2d: the input has shape [1, 4, 4]; give [batch, channels, height, width]");
        yield return Error<ArgumentException>(
            "a window too large", () => image.MaxPool2d(5), "maxpool2d: a window of 5 with dilation 1 is larger than the input [1, 1, 4, 4] with padding 0; use a smaller window");
        yield return Error<ArgumentException>(
            "too much padding", () => image.MaxPool2d(2, padding: 2), "maxpool2d: padding 2 is more than half of the window 2; pad half of the window at most, so that none lies in the padding alone");
        yield return Error<ArgumentException>(
            "a window in the padding alone", () => Variable.Ones([1, 1, 4, 1]).MaxPool2d((1, 2), padding: (0, 1), dilation: (1, 2)),
            "maxpool2d: window 0 along the width of 1 lies in the padding of 1 alone; use a smaller padding or dilation");
        yield return Error<ArgumentException>(
            "window 0", () => image.MaxPool2d(0), "maxpool2d: window 0, stride 0, padding 0, dilation 1; window, stride and dilation are 1 or more, padding 0 or more");
    }

    private OperationSample Pool(string name, Shape shape, Size2 window, Size2? stride = null, Size2? padding = null, Size2? dilation = null) =>
        Pool(name, Spread(shape), window, stride ?? window, padding ?? 0, dilation ?? 1);

    private OperationSample Pool(string name, SampleInput input, Size2 window, Size2 stride, Size2 padding, Size2 dilation)
    {
        var shape = input.Shape;
        int Length(int whole, int size, int pad, int step, int hop) => ((whole + (2 * pad) - (hop * (size - 1)) - 1) / step) + 1;
        Shape to =
        [
            shape[0], shape[1], Length(shape[2], window.Height, padding.Height, stride.Height, dilation.Height),
            Length(shape[3], window.Width, padding.Width, stride.Width, dilation.Width),
        ];
        return Sample(name, x => x[0].MaxPool2d(window, stride, padding, dilation), [input], x =>
        {
            var y = new double[to.Count];
            for (var i = 0; i < y.Length; i++)
            {
                var at = Naive.Coordinates(i, to);
                var seen = new List<double>();
                for (var k = 0; k < window.Height * window.Width; k++)
                {
                    var h = (at[2] * stride.Height) - padding.Height + (k / window.Width * dilation.Height);
                    var w = (at[3] * stride.Width) - padding.Width + (k % window.Width * dilation.Width);
                    if (h >= 0 && h < shape[2] && w >= 0 && w < shape[3])
                        seen.Add(x[0][Naive.Place([at[0], at[1], h, w], shape)]);
                }

                y[i] = seen.Any(double.IsNaN) ? double.NaN : seen.Max();
            }

            return y;
        });
    }
}
