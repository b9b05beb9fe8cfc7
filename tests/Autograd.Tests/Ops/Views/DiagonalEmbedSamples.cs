using Autograd.GradientChecking;
using Autograd.Ops;

namespace Autograd.Tests.Ops.Views;

public sealed class DiagonalEmbedSamples : OperationSamples<DiagonalEmbedOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return On("vector", [3]);
        yield return On("above", [3], 2);
        yield return On("below", [3], -1);
        yield return On("tail 37", [37], 1);
        yield return On("batch", [2, 2, 3], -1);
        yield return On("first axes", [2, 3], 1, 0, 1);
        yield return On("outer axes, the other way round", [2, 3], 1, -1, 0);
        yield return On("no element", [0], 2);
        yield return On("no element of a batch", [2, 0]);
        yield return On("wider than a thread's share", [3, 170], -3);
        yield return Sample("of a transpose", x => x[0].T.DiagonalEmbed(), [Spread([2, 2])], x => [x[0][0], 0, 0, x[0][2], x[0][1], 0, 0, x[0][3]]) with { IsLinear = true };
        yield return Sample("of a broadcast", x => x[0].Expand([2]).DiagonalEmbed(1), [Spread([1])], x => [0, x[0][0], 0, 0, 0, x[0][0], 0, 0, 0]) with { IsLinear = true };
        yield return Sample("there and back, squared", x => x[0].DiagonalEmbed(-1).Diagonal(-1).Pow(2), [Spread([3])], x => Array.ConvertAll(x[0], v => v * v));
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>("a scalar", () => Variable.From(1f).DiagonalEmbed(), "diagonal_embed: the input is a scalar; give at least one axis, x.Unsqueeze(0)");
        yield return Error<ArgumentException>("one axis twice", () => Variable.Ones([3]).DiagonalEmbed(0, 0, -2), "diagonal_embed: axes 0 and -2 of the result are the same; name two");
    }

    private OperationSample On(string name, Shape shape, int offset = 0, int first = -2, int second = -1)
    {
        var (one, other) = (first < 0 ? first + shape.Rank + 1 : first, second < 0 ? second + shape.Rank + 1 : second);
        var side = shape[^1] + Math.Abs(offset);
        int[] rest = [.. Enumerable.Range(0, shape.Rank + 1).Where(axis => axis != one && axis != other)];
        var lengths = new int[shape.Rank + 1];
        (lengths[one], lengths[other]) = (side, side);
        for (var i = 0; i < rest.Length; i++)
            lengths[rest[i]] = shape[i];
        return Sample(name, x => x[0].DiagonalEmbed(offset, first, second), [Spread(shape)], x =>
        {
            var y = new double[Shape.Create(lengths).Count];
            for (var i = 0; i < x[0].Length; i++)
            {
                var from = Naive.Coordinates(i, shape);
                var to = new int[lengths.Length];
                for (var k = 0; k < rest.Length; k++)
                    to[rest[k]] = from[k];
                (to[one], to[other]) = (from[^1] + Math.Max(0, -offset), from[^1] + Math.Max(0, offset));
                y[Naive.Place(to, lengths)] = x[0][i];
            }

            return y;
        }) with
        { IsLinear = true };
    }
}
