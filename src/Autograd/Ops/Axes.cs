namespace Autograd.Ops;

/// <summary>Reads axes as users write them: negative ones count from the end.</summary>
internal static class Axes
{
    /// <summary>The axis in [0, rank).</summary>
    public static int Normalise(string operation, int axis, int rank)
    {
        if (axis < -rank || axis >= rank)
            throw Errors.Argument(operation, $"there is no axis {axis} in a Variable of {rank} axes", rank == 0 ? "a scalar has none, name no axis" : $"use {-rank} to {rank - 1}");
        return axis < 0 ? axis + rank : axis;
    }

    /// <summary>A bit an axis, all set where none is named.</summary>
    public static uint Mask(string operation, ReadOnlySpan<int> axes, int rank)
    {
        if (axes.Length == 0)
            return (1u << rank) - 1;
        var mask = 0u;
        foreach (var axis in axes)
        {
            var bit = 1u << Normalise(operation, axis, rank);
            if ((mask & bit) != 0)
                throw Errors.Argument(operation, $"axis {axis} is named twice", "name each axis once");
            mask |= bit;
        }

        return mask;
    }
}
