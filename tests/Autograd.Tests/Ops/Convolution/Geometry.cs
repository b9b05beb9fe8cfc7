namespace Autograd.Tests.Ops.Convolution;

/// <summary>A convolution's sizes: input [batch, in, height, width], weight [out, in / groups, kernel height, kernel width].</summary>
internal sealed record Geometry(string Name, Shape Input, Shape Weight, Size2 Stride, Size2 Padding, Size2 Dilation, int Groups)
{
    /// <summary>The corners of convolution, each in as few elements as show it.</summary>
    public static IReadOnlyList<Geometry> All { get; } =
    [
        Of("kernel 1", [2, 3, 3, 4], [2, 3, 1, 1]),
        Of("kernel 3", [1, 2, 5, 5], [3, 2, 3, 3]),
        Of("kernel 3, padded", [2, 1, 4, 4], [2, 1, 3, 3], padding: 1),
        Of("rectangular all", [1, 2, 4, 6], [2, 2, 2, 3], (1, 2), (1, 0)),
        Of("stride 2", [1, 2, 5, 6], [2, 2, 3, 3], 2),
        Of("stride beyond the kernel", [1, 1, 7, 7], [1, 1, 2, 2], 3),
        Of("stride that leaves a rest", [1, 1, 6, 6], [2, 1, 3, 3], 2, 0),
        Of("dilation 2", [1, 1, 6, 6], [2, 1, 2, 2], dilation: 2),
        Of("dilation, stride and padding", [1, 2, 6, 7], [1, 2, 2, 3], (2, 1), (1, 2), (2, 3)),
        Of("two groups", [1, 4, 3, 3], [4, 2, 2, 2], groups: 2),
        Of("depthwise", [1, 3, 4, 4], [3, 1, 3, 3], padding: 1, groups: 3),
        Of("depthwise, twice the channels", [1, 2, 4, 3], [4, 1, 2, 2], groups: 2),
        Of("kernel of the whole image", [2, 1, 3, 4], [2, 1, 3, 4]),
        Of("padding beyond the image", [1, 1, 2, 2], [1, 1, 3, 3], 1, 3),
        Of("one row, tail 37", [1, 1, 1, 39], [1, 1, 1, 3]),
        Of("no image", [0, 2, 4, 4], [2, 2, 3, 3]),
        Of("many channels", [2, 20, 9, 9], [19, 20, 3, 3], padding: 1),
        Of("wide image", [1, 3, 40, 70], [8, 3, 3, 3], padding: 1),
    ];

    /// <summary>The output's shape.</summary>
    public Shape Output => [Input[0], Weight[0], Length(0), Length(1)];

    /// <summary>Calls a function with every (input, weight, output) place that multiply.</summary>
    public void Visit(Action<int, int, int> visit)
    {
        var output = Output;
        for (var y = 0; y < output.Count; y++)
        {
            var at = Naive.Coordinates(y, output);
            var group = at[1] / (Weight[0] / Groups);
            for (var k = 0; k < Weight[1] * Weight[2] * Weight[3]; k++)
            {
                var (channel, row, column) = (k / (Weight[2] * Weight[3]), k / Weight[3] % Weight[2], k % Weight[3]);
                var h = (at[2] * Stride.Height) - Padding.Height + (row * Dilation.Height);
                var w = (at[3] * Stride.Width) - Padding.Width + (column * Dilation.Width);
                if (h >= 0 && h < Input[2] && w >= 0 && w < Input[3])
                    visit(Naive.Place([at[0], (group * Weight[1]) + channel, h, w], Input), Naive.Place([at[1], channel, row, column], Weight), y);
            }
        }
    }

    private static Geometry Of(string name, Shape input, Shape weight, Size2? stride = null, Size2? padding = null, Size2? dilation = null, int groups = 1) =>
        new(name, input, weight, stride ?? 1, padding ?? 0, dilation ?? 1, groups);

    private int Length(int axis)
    {
        var (stride, padding, dilation) = axis == 0 ? (Stride.Height, Padding.Height, Dilation.Height) : (Stride.Width, Padding.Width, Dilation.Width);
        return ((Input[2 + axis] + (2 * padding) - (dilation * (Weight[2 + axis] - 1)) - 1) / stride) + 1;
    }
}
