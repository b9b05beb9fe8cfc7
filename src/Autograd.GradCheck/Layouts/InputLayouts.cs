namespace Autograd.GradientChecking;

/// <summary>Lays a Variable's elements out in other ways: an operation must not tell the difference.</summary>
public static class InputLayouts
{
    /// <summary>Every layout but the contiguous one.</summary>
    public static IReadOnlyList<InputLayout> Unusual { get; } = [InputLayout.Transposed, InputLayout.Offset, InputLayout.Repeated];

    /// <summary>A Variable of the same shape, dtype and elements (but for <see cref="InputLayout.Repeated"/>) in another layout.</summary>
    /// <param name="x">Data, not a recorded result.</param>
    /// <param name="layout">The layout.</param>
    /// <returns>A view that requires no gradient, or null where the shape has no such layout.</returns>
    public static Variable? Arrange(Variable x, InputLayout layout)
    {
        ArgumentNullException.ThrowIfNull(x);
        var data = x.Detach();
        return layout switch
        {
            InputLayout.Contiguous => data.Clone(),
            InputLayout.Transposed => Transposed(data),
            InputLayout.Offset => Pair(data, axis: 0)[1],
            _ => Repeated(data),
        };
    }

    private static Variable? Transposed(Variable x)
    {
        if (x.Rank == 0)
            return null;
        return x.Rank == 1 ? Pair(x, axis: 1)[.., 1] : x.T.Clone().T;
    }

    private static Variable? Repeated(Variable x)
    {
        for (var axis = 0; axis < x.Rank; axis++)
        {
            if (x.Shape[axis] > 1)
                return x.Slice(axis, 0, 1).Clone().Expand(x.Shape);
        }

        return null;
    }

    private static Variable Pair(Variable x, int axis)
    {
        var neighbour = x.DType.IsFloat() ? Variable.Full(x.Shape, double.NaN, x.DType, x.Device) : Variable.ZerosLike(x);
        return Variable.Stack(axis, neighbour, x);
    }
}
