using Autograd.Backends;

namespace Autograd.Ops;

/// <summary>Shapes of queries, keys, values and masks, as people have them and as kernels take them.</summary>
internal static class AttentionShapes
{
    public const string Operation = "scaled_dot_product_attention";

    /// <summary>Checks everything about the arrays and gives the shape of the scores, […, queries, keys].</summary>
    public static Shape Check(Variable query, Variable key, Variable value, Variable? mask)
    {
        query.ThrowIfReleased(Operation);
        key.ThrowIfReleased(Operation);
        value.ThrowIfReleased(Operation);
        mask?.ThrowIfReleased(Operation);
        DTypeChecks.Float(Operation, query);
        if (key.DType != query.DType || value.DType != query.DType)
            throw Errors.Argument(Operation, $"queries are {query.DType.Name()}, keys {key.DType.Name()}, values {value.DType.Name()}", "cast them to one type");
        if (query.Rank < 2 || key.Rank != query.Rank || value.Rank != query.Rank || key.Shape[^1] != query.Shape[^1] || value.Shape[^2] != key.Shape[^2] || !Fit(query.Shape, key.Shape, value.Shape))
        {
            throw Errors.Argument(
                Operation, $"queries of {query.Shape}, keys of {key.Shape}, values of {value.Shape}", "give […, heads, queries, E], […, heads, keys, E] and […, heads, keys, Ev], the heads of keys and values dividing the queries'");
        }

        Span<int> lengths = stackalloc int[query.Rank];
        query.Shape.Lengths.CopyTo(lengths);
        lengths[^1] = key.Shape[^2];
        var scores = Shape.Create(lengths);
        if (mask is null)
            return scores;
        if (mask.DType != DType.Bool && mask.DType != query.DType)
            throw Errors.Argument(Operation, $"the mask is {mask.DType.Name()}, the queries {query.DType.Name()}", "give a bool mask, or an additive one of the queries' type");
        if (mask.Rank > scores.Rank || Layouts.Broadcast(Operation, mask.Shape, scores) != scores)
            throw Errors.Argument(Operation, $"a mask of {mask.Shape} does not broadcast to {scores}", "give […, queries, keys]");
        return scores;
    }

    /// <summary>[batch, heads, length, features].</summary>
    public static Variable FourAxes(Variable x)
    {
        if (x.Rank == 4)
            return x;
        if (x.Rank == 3)
            return x.Unsqueeze(0);
        if (x.Rank == 2)
            return x.Unsqueeze(0).Unsqueeze(0);
        var batch = 1;
        foreach (var length in x.Shape.Lengths[..^3])
            batch = checked(batch * length);
        return x.Reshape(batch, x.Shape[^3], x.Shape[^2], x.Shape[^1]);
    }

    /// <summary>The result with the leading axes of the queries.</summary>
    public static Variable WithAxesOf(Variable y, Variable query)
    {
        if (query.Rank == 4)
            return y;
        Span<int> lengths = stackalloc int[query.Rank];
        query.Shape.Lengths.CopyTo(lengths);
        lengths[^1] = y.Shape[^1];
        return y.Reshape(Shape.Create(lengths));
    }

    /// <summary>Keys or values once for each head of queries that they serve.</summary>
    public static Variable ForEachHead(Variable x, int heads)
    {
        var shape = x.Shape;
        if (shape[1] == heads)
            return x;
        return x.Unsqueeze(2).Expand([shape[0], shape[1], heads / shape[1], shape[2], shape[3]]).Reshape(shape[0], heads, shape[2], shape[3]);
    }

    /// <summary>[queries, keys], true up to the diagonal.</summary>
    public static Variable Causal(int queries, int keys, int offset, Device device) =>
        Variable.Arange(0, keys, 1, DType.Int64, device).LessOrEqual(Variable.Arange(offset, (double)offset + queries, 1, DType.Int64, device).Unsqueeze(1));

    /// <summary>The array itself where its features are next to each other, a copy where they are not.</summary>
    public static Variable FeaturesTogether(Variable x) => x.Strides[x.Rank - 1] == 1 || x.Shape[^1] <= 1 ? x : x.CopyContiguous();

    private static bool Fit(Shape query, Shape key, Shape value)
    {
        if (!key.Lengths[..^2].SequenceEqual(value.Lengths[..^2]))
            return false;
        if (query.Rank == 2)
            return true;
        return query.Lengths[..^3].SequenceEqual(key.Lengths[..^3]) && (query[^3] == key[^3] || (key[^3] > 0 && query[^3] % key[^3] == 0));
    }
}
