using Autograd.Backends;

namespace Autograd.Tests.Ops.Convolution;

/// <summary>One average pooling: the images' shape, the windows by their definition, and as the operation has them.</summary>
internal sealed record AveragePoolCase(string Name, Shape Input, NaiveWindows Height, NaiveWindows Width, PoolingWindows Rows, PoolingWindows Columns, Func<Variable, Variable> Call)
{
    /// <summary>The corners of average pooling, each in as few elements as show it.</summary>
    public static IReadOnlyList<AveragePoolCase> All { get; } =
    [
        Of("window 2", [1, 2, 4, 4], 2),
        Of("a rest", [2, 1, 5, 5], 2),
        Of("overlapping", [1, 1, 5, 5], 3, 1),
        Of("overlapping, stride 2", [1, 2, 7, 5], 3, 2),
        Of("padded", [1, 1, 4, 4], 3, 2, 1),
        Of("padded, not counted", [1, 1, 4, 5], 3, 2, 1, false, false),
        Of("rectangular", [1, 1, 4, 6], (2, 3), (1, 2), (1, 0)),
        Of("stride beyond the window", [1, 1, 7, 7], 2, 3),
        Of("rounded up", [1, 1, 5, 6], (2, 4), 3, 0, true),
        Of("rounded up, padded", [1, 1, 5, 6], (3, 2), (2, 3), 1, true),
        Of("rounded up, padded, not counted", [1, 1, 5, 6], (3, 2), (2, 3), 1, true, false),
        Of("rounded up where the last begins in the padding behind", [1, 1, 3, 3], 2, 2, 1, true),
        Of("tail 37", [1, 1, 2, 75], 2),
        Of("many windows, stride 1", [1, 1, 3, 37], (2, 3), 1, (1, 1)),
        Of("no image", [0, 1, 4, 4], 2),
        Of("wider than a thread's share", [2, 3, 60, 70], 3, 2, 1),
        Adaptive("adaptive, dividing", [1, 2, 4, 6], (2, 3)),
        Adaptive("adaptive, uneven", [1, 1, 7, 5], (3, 2)),
        Adaptive("adaptive, more than there are", [1, 2, 2, 3], (3, 5)),
        Adaptive("adaptive, one row", [2, 1, 5, 4], (1, 3)),
        Adaptive("adaptive, wide", [1, 3, 61, 43], (7, 11)),
    ];

    /// <summary>The result's shape.</summary>
    public Shape Output => [Input[0], Input[1], Height.Count(Input[2]), Width.Count(Input[3])];

    /// <summary>Calls a function with every (input, output) place that belong together, and their share.</summary>
    public void Visit(Action<int, int, double> visit)
    {
        for (var y = 0; y < Output.Count; y++)
        {
            var at = Naive.Coordinates(y, Output);
            var (rows, rowDivisor) = Height.Window(at[2], Input[2]);
            var (columns, columnDivisor) = Width.Window(at[3], Input[3]);
            foreach (var h in rows)
            {
                foreach (var w in columns)
                    visit(Naive.Place([at[0], at[1], h, w], Input), y, 1.0 / (rowDivisor * columnDivisor));
            }
        }
    }

    private static AveragePoolCase Of(string name, Shape input, Size2 kernel, Size2? stride = null, Size2? padding = null, bool ceil = false, bool counts = true)
    {
        var (step, border) = (stride ?? kernel, padding ?? 0);
        return new(
            name, input, new(kernel.Height, step.Height, border.Height, ceil, counts), new(kernel.Width, step.Width, border.Width, ceil, counts),
            PoolingWindows.Regular(input[2], kernel.Height, step.Height, border.Height, ceil, counts),
            PoolingWindows.Regular(input[3], kernel.Width, step.Width, border.Width, ceil, counts),
            x => x.AvgPool2d(kernel, stride, padding, ceil, counts));
    }

    private static AveragePoolCase Adaptive(string name, Shape input, Size2 size) =>
        new(name, input, new(Even: size.Height), new(Even: size.Width), PoolingWindows.Even(input[2], size.Height), PoolingWindows.Even(input[3], size.Width), x => x.AdaptiveAvgPool2d(size));
}

/// <summary>Windows along an axis by their definition: place by place, or evenly spread.</summary>
internal sealed record NaiveWindows(int Size = 0, int Stride = 0, int Padding = 0, bool Ceil = false, bool Counts = false, int Even = 0)
{
    /// <summary>How many there are: each that ends within the padding, and the first that does not, where it begins before the padding behind.</summary>
    public int Count(int length)
    {
        if (Even > 0)
            return Even;
        var count = 0;
        while ((count * Stride) - Padding + Size <= length + Padding)
            count++;
        var isLeft = ((count - 1) * Stride) - Padding + Size < length + Padding;
        return Ceil && isLeft && (count * Stride) - Padding < length ? count + 1 : count;
    }

    /// <summary>A window's places on the axis, and its divisor.</summary>
    public (int[] Places, int Divisor) Window(int window, int length)
    {
        if (Even > 0)
        {
            int[] even = [.. Enumerable.Range(0, length).Where(p => p >= Math.Floor(window * (double)length / Even) && p < Math.Ceiling((window + 1) * (double)length / Even))];
            return (even, even.Length);
        }

        int[] all = [.. Enumerable.Range((window * Stride) - Padding, Size).Where(p => p < length + Padding)];
        int[] inside = [.. all.Where(p => p >= 0 && p < length)];
        return (inside, Counts ? all.Length : inside.Length);
    }
}
