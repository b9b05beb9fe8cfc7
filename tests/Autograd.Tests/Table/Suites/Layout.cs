namespace Autograd.Tests.Table.Suites;

/// <summary>The same elements in other places of memory; what lies between them is NaN, so that reading it shows.</summary>
internal static class Layout
{
    /// <summary>Layouts that keep every element; null where an array is too small for one.</summary>
    public static IReadOnlyList<(string Name, Func<Variable, Variable?> Lay)> Same { get; } =
    [
        ("transposed", Transposed),
        ("reversed axes", Reversed),
        ("offset", Offset),
        ("stepped", Stepped),
    ];

    /// <summary>An array of the same shape whose first axis longer than 1 repeats the first place with stride 0.</summary>
    public static Variable? Repeated(Variable x)
    {
        for (var axis = 0; axis < x.Rank; axis++)
        {
            if (x.Shape[axis] > 1)
                return x.Slice(axis, 0, 1).Expand(x.Shape);
        }

        return null;
    }

    private static Variable? Transposed(Variable x) => x.Rank < 2 ? null : x.T.Clone().T;

    private static Variable? Reversed(Variable x)
    {
        if (x.Rank < 3)
            return null;
        int[] axes = [.. Enumerable.Range(0, x.Rank).Reverse()];
        return x.Permute(axes).Clone().Permute(axes);
    }

    /// <summary>Behind and before other elements, in memory that begins elsewhere.</summary>
    private static Variable? Offset(Variable x)
    {
        if (x.Rank == 0)
            return Variable.Concat(0, Hole(x, [3]), x.Reshape(1), Hole(x, [1])).Slice(0, 3, 1).Squeeze(0);
        var edge = Hole(x, [.. x.Shape.Lengths[..^1], 1]);
        return Variable.Concat(-1, edge, x, edge).Slice(-1, 1, x.Shape[^1]);
    }

    /// <summary>Every third place along the last axis.</summary>
    private static Variable? Stepped(Variable x)
    {
        if (x.Rank == 0)
            return null;
        var hole = Hole(x, x.Shape);
        int[] lengths = [.. x.Shape.Lengths[..^1], 3 * x.Shape[^1]];
        return Variable.Stack(-1, x, hole, hole).Reshape(lengths).Slice(-1, 0, x.Shape[^1], 3);
    }

    private static Variable Hole(Variable like, Shape shape) => Variable.Full(shape, like.DType.IsFloat() ? double.NaN : 1, like.DType, like.Device);
}
