namespace Autograd.GradientChecking;

/// <summary>Shapes to check an operation at: families of them, for <see cref="OpCheck{TOperation}.Shapes(ShapeSweep)"/>.</summary>
/// <example><code>GradCheck.Op&lt;MulOp&gt;().Shapes(ShapeSweep.Broadcastable(3)).Verify();</code></example>
public sealed class ShapeSweep
{
    /// <summary>Lengths that are all different, so that no axis can be taken for another.</summary>
    private static readonly int[] Lengths = [2, 3, 4, 5, 6];

    private readonly Func<int, IEnumerable<IReadOnlyList<Shape>>> _cases;
    private readonly string _name;

    private ShapeSweep(string name, Func<int, IEnumerable<IReadOnlyList<Shape>>> cases) => (_name, _cases) = (name, cases);

    /// <summary>
    /// All the ways that shapes of up to so many axes broadcast: each axis whole in every input, or of length 1 in one of them,
    /// leading axes missing in one of them, and every axis of length 0.
    /// </summary>
    /// <param name="rank">The most axes, 0 to 5.</param>
    public static ShapeSweep Broadcastable(int rank)
    {
        CheckRank(rank);
        return new ShapeSweep($"broadcastable to rank {rank}", inputs => Enumerable.Range(0, rank + 1).SelectMany(axes => BroadcastCases(axes, inputs)));
    }

    /// <summary>
    /// The same shape for every input: a scalar, one axis of 1, 0 and 19 (a vector and its tail), then two to so many axes of
    /// different lengths, each once with an axis of 1 and once with an axis of 0.
    /// </summary>
    /// <param name="rank">The most axes, 1 to 5.</param>
    public static ShapeSweep Ranks(int rank = 5)
    {
        CheckRank(rank);
        return new ShapeSweep($"ranks to {rank}", inputs => RankShapes(rank).Select(shape => Repeat(shape, inputs)));
    }

    /// <summary>Given shapes.</summary>
    /// <param name="cases">For each case the shapes of the inputs.</param>
    public static ShapeSweep Given(params IReadOnlyList<Shape>[] cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        return new ShapeSweep("given", _ => cases);
    }

    /// <summary>Matrices [m, k] and [k, n] for every m, k and n of 1, 2, 3 and 7, empty ones, and batches that broadcast.</summary>
    public static ShapeSweep MatMul() => new("matrix products", _ => MatMulCases());

    /// <summary>The sweep in words.</summary>
    public override string ToString() => _name;

    internal IEnumerable<OpCase> Cases(int inputs) => _cases(inputs).Select(OpCase.Of);

    private static void CheckRank(int rank)
    {
        if (rank < 0 || rank > Lengths.Length)
            throw new ArgumentException($"gradcheck: a sweep of {rank} axes; ask for 0 to {Lengths.Length}");
    }

    private static IEnumerable<IReadOnlyList<Shape>> BroadcastCases(int axes, int inputs)
    {
        Shape whole = Lengths[..axes];

        // Each axis is whole everywhere (0), or of length 1 in one input.
        var patterns = (int)Math.Pow(inputs + 1, axes);
        for (var pattern = 0; pattern < patterns; pattern++)
        {
            var shapes = new int[inputs][];
            for (var i = 0; i < inputs; i++)
                shapes[i] = Lengths[..axes];
            for (var (axis, rest) = (0, pattern); axis < axes; axis++, rest /= inputs + 1)
            {
                if (rest % (inputs + 1) is > 0 and var one)
                    shapes[one - 1][axis] = 1;
            }

            yield return Array.ConvertAll(shapes, lengths => (Shape)lengths);
        }

        for (var input = 0; inputs > 1 && input < inputs; input++)
        {
            for (var missing = 1; missing <= axes; missing++)
                yield return Replaced(whole, inputs, input, Lengths[missing..axes]);
        }

        for (var axis = 0; axis < axes; axis++)
        {
            var empty = Lengths[..axes];
            empty[axis] = 0;
            yield return Repeat(empty, inputs);
            if (inputs == 1)
                continue;
            var single = Lengths[..axes];
            single[axis] = 1;
            yield return Replaced(empty, inputs, 0, single);
        }
    }

    private static IEnumerable<Shape> RankShapes(int rank)
    {
        yield return Shape.Scalar;
        yield return new[] { 1 };
        yield return new[] { 0 };
        yield return new[] { 19 };
        for (var axes = 2; axes <= rank; axes++)
        {
            // Small lengths in many axes: a full Jacobian stays small.
            int[] lengths = axes <= 3 ? Lengths[..axes] : [.. Enumerable.Range(0, axes).Select(axis => axis < 2 ? 3 - axis : axis == 2 ? 3 : 2)];
            yield return lengths;
            foreach (var special in (int[])[1, 0])
            {
                var changed = (int[])lengths.Clone();
                changed[axes / 2] = special;
                yield return changed;
            }
        }
    }

    private static IEnumerable<IReadOnlyList<Shape>> MatMulCases()
    {
        int[] sizes = [1, 2, 3, 7];
        foreach (var m in sizes)
        {
            foreach (var k in sizes)
            {
                foreach (var n in sizes)
                    yield return [new[] { m, k }, new[] { k, n }];
            }
        }

        yield return [new[] { 0, 2 }, new[] { 2, 3 }];
        yield return [new[] { 2, 0 }, new[] { 0, 3 }];
        yield return [new[] { 3, 2 }, new[] { 2, 0 }];
        yield return [new[] { 2, 3, 2 }, new[] { 2, 2, 3 }];
        yield return [new[] { 2, 3, 2 }, new[] { 2, 3 }];
        yield return [new[] { 3, 2 }, new[] { 2, 2, 3 }];
        yield return [new[] { 2, 1, 3, 2 }, new[] { 3, 2, 1 }];
        yield return [new[] { 0, 3, 2 }, new[] { 0, 2, 3 }];
    }

    private static Shape[] Repeat(Shape shape, int inputs) => [.. Enumerable.Repeat(shape, inputs)];

    private static Shape[] Replaced(Shape shape, int inputs, int input, Shape other)
    {
        var shapes = Repeat(shape, inputs);
        shapes[input] = other;
        return shapes;
    }
}
