using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Views;

public sealed class ConcatSamples : OperationSamples<ConcatOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Join("vectors", 0, [3], [4]);
        yield return Join("tail 37", 0, [20], [17]);
        yield return Join("rows", 0, [2, 3], [1, 3]);
        yield return Join("columns", 1, [2, 3], [2, 2]);
        yield return Join("three parts", -1, [2, 1], [2, 3], [2, 2]);
        yield return Join("middle of 3-d", 1, [2, 1, 3], [2, 2, 3]);
        yield return Join("one part", 0, [4]);
        yield return Join("an empty part", 0, [2, 3], [0, 3]);
        yield return Join("nothing but empty parts", 0, [0, 3], [0, 3]);
        yield return Join("5-d", 3, [2, 1, 2, 1, 2], [2, 1, 2, 2, 2]);
        yield return Join("wider than a thread's share", 1, [3, 12000], [3, 11000]);
        yield return Sample("of a broadcast and a transpose", x => Variable.Concat(0, x[0].Expand([2, 2]), x[1].T), [Spread([2]), Spread([2, 3], seed: 1)], x => [.. x[0], .. x[0], .. Naive.Pick(x[1], [2, 3], [3, 2], c => [c[1], c[0]])])
            with
        { IsLinear = true };
        yield return Sample("with itself", x => Variable.Concat(0, x[0], x[0]).Pow(2), [Spread([3])], x => [.. x[0].Select(v => v * v), .. x[0].Select(v => v * v)]);
        yield return Sample("stacked rows", x => Variable.Stack(-1, x[0], x[1]), [Spread([2, 2]), Spread([2, 2], seed: 1)], x => [.. x[0].SelectMany((v, i) => new[] { v, x[1][i] })]) with { IsLinear = true };
        yield return Sample("stacked scalars", x => Variable.Stack(0, x[0], x[1]), [Scalar(1.5), Scalar(-0.5)], x => [x[0][0], x[1][0]]) with { IsLinear = true };
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>("no parts", () => Variable.Concat(0), "concat: there are no parts; give at least one Variable");
        yield return Error<ArgumentException>(
            "shapes that differ", () => Variable.Concat(0, Variable.Ones([2, 3]), Variable.Ones([2, 4])), "concat: shapes [2, 3] and [2, 4] differ beside axis 0; make the other lengths equal");
        yield return Error<ArgumentException>(
            "types that differ", () => Variable.Concat(0, Variable.Ones([2]), Variable.Ones([2], DType.Float64)), "concat: parts are float32 and float64; cast them to one type");
    }

    private OperationSample Join(string name, int axis, params Shape[] parts)
    {
        var along = axis < 0 ? axis + parts[0].Rank : axis;
        var whole = Shape.Create([.. parts[0].Lengths.ToArray().Select((length, i) => i == along ? parts.Sum(part => part[along]) : length)]);
        return Sample(name, x => Variable.Concat(axis, x), [.. parts.Select((part, i) => Spread(part, seed: i))], x =>
        {
            var y = new double[whole.Count];
            var start = 0;
            for (var part = 0; part < parts.Length; part++)
            {
                for (var i = 0; i < x[part].Length; i++)
                {
                    var coordinates = Naive.Coordinates(i, parts[part]);
                    coordinates[along] += start;
                    y[Naive.Place(coordinates, whole)] = x[part][i];
                }

                start += parts[part][along];
            }

            return y;
        }) with
        { IsLinear = true };
    }
}
