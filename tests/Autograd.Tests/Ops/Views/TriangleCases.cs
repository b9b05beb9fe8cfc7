using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Views;

/// <summary>One case of a triangle.</summary>
internal sealed record TriangleCase(
    string Name, Func<Variable[], Variable> Function, SampleInput[] Inputs, Func<double[][], double[]> Reference, bool IsLinear = true, Func<double[][], double[][]>? Gradient = null);

/// <summary>The cases that both triangles share.</summary>
internal static class TriangleCases
{
    public static IEnumerable<TriangleCase> All(Func<Variable, int, Variable> call, Func<int, int, int, bool> keeps)
    {
        yield return Of("square", [3, 3], 0, call, keeps);
        yield return Of("wide", [3, 5], 1, call, keeps);
        yield return Of("tall, below", [5, 3], -2, call, keeps);
        yield return Of("batch", [2, 2, 3, 4], 0, call, keeps);
        yield return Of("tail 37", [2, 37], 3, call, keeps);
        yield return Of("all above", [2, 3], 7, call, keeps);
        yield return Of("all below", [2, 3], -7, call, keeps);
        yield return Of("the last offsets", [2, 2], int.MaxValue, call, keeps);
        yield return Of("the first offsets", [2, 2], int.MinValue, call, keeps);
        yield return Of("no row", [0, 3], 0, call, keeps);
        yield return Of("no matrix", [0, 2, 2], 0, call, keeps);
        yield return Of("one element", [1, 1], 0, call, keeps);
        yield return Of("wider than a thread's share", [230, 310], -3, call, keeps);
        yield return new("of a broadcast", x => call(x[0].Expand([2, 2, 3]), 0), [SampleInput.Spread([3])], x => [.. Enumerable.Range(0, 12).Select(i => keeps(i / 3 % 2, i % 3, 0) ? x[0][i % 3] : 0)]);
        yield return new("of a transpose", x => call(x[0].T, 0), [SampleInput.Spread([2, 3])], x => [.. Enumerable.Range(0, 6).Select(i => keeps(i / 2, i % 2, 0) ? x[0][(i % 2 * 3) + (i / 2)] : 0)]);

        // What is not kept is infinite and NaN, and its derivative too.
        double[] wild = [1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 2, double.NaN, double.PositiveInfinity, double.NaN, 3];
        double[] tame = [.. wild.Select((v, i) => keeps(i / 3, i % 3, 0) ? i + 1.0 : v)];
        double[] ones = [.. Enumerable.Range(0, 9).Select(i => keeps(i / 3, i % 3, 0) ? 1.0 : 0)];
        yield return new(
            "NaN outside", x => call(x[0], 0), [SampleInput.Of([3, 3], tame)], x => [.. x[0].Select((v, i) => ones[i] == 1 ? v : 0)], IsLinear: false, _ => [ones]);
    }

    private static TriangleCase Of(string name, Shape shape, int offset, Func<Variable, int, Variable> call, Func<int, int, int, bool> keeps)
    {
        var (rows, columns) = (shape[^2], shape[^1]);
        var near = Math.Clamp(offset, -rows - 1, columns + 1);
        return new(name, x => call(x[0], offset) * 1, [SampleInput.Spread(shape)], x => [.. x[0].Select((v, i) => keeps(i / columns % rows, i % columns, near) ? v : 0)]);
    }
}
