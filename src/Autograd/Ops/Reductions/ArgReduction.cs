using Autograd.Backends;

namespace Autograd.Ops;

/// <summary>What ArgMax and ArgMin share: the first place that no other element beats.</summary>
internal static class ArgReduction
{
    /// <summary>Checks a call and brings the axis into range.</summary>
    public static int Check(string operation, Variable x, int axis)
    {
        x.ThrowIfReleased(operation);
        DTypeChecks.Elementwise(operation, x.DType, takesIntegers: true);
        axis = Axes.Normalise(operation, axis, x.Rank);
        if (x.Shape[axis] == 0)
            throw Errors.Argument(operation, $"shape {x.Shape} has no element along axis {axis}", "give at least one to choose from");
        return axis;
    }

    /// <summary>The elements in row-major order, for a place among all of them.</summary>
    public static Variable Flat(string operation, Variable x)
    {
        x.ThrowIfReleased(operation);
        if (x.Count == 0)
            throw Errors.Argument(operation, $"shape {x.Shape} has no element", "give at least one to choose from");
        return x.Reshape(Shape.Create([checked((int)x.Count)]));
    }

    /// <summary>Places, int64, without or with the axis; <typeparamref name="TExtreme"/> reduces to the elements no other beats.</summary>
    public static Variable Run<TRule, TExtreme>(in ForwardContext context, int axis, bool keepAxis)
        where TRule : struct, ICompareRule
        where TExtreme : struct, IReductionRule
    {
        var shape = Reduction.ResultShape(context[0].Shape, 1u << axis, keepAxis);
        if (context.Backend is not IArgReduceKernels kernels)
            return Compose<TExtreme>(context[0], axis).Reshape(shape);
        var x = context[0].IsContiguous ? context[0] : context[0].CopyContiguous();
        var y = context.Allocate(shape, DType.Int64);
        var (outer, inner) = Indices.Around(x.Shape, axis);
        kernels.ArgReduce<TRule>(x.View, y.View, outer, x.Shape[axis], inner);
        return y;
    }

    /// <summary>The same by primitives, for devices without the kernel: the smallest place of a NaN, or of an element equal to the extreme.</summary>
    public static Variable Compose<TExtreme>(Variable x, int axis)
        where TExtreme : struct, IReductionRule
    {
        using var scope = new Scope(onThreadOnly: true);
        Span<int> lengths = stackalloc int[x.Rank];
        lengths.Fill(1);
        lengths[axis] = x.Shape[axis];
        var places = Variable.Arange(0, x.Shape[axis], 1, DType.Int64, x.Device).Reshape(Shape.Create(lengths));
        var extremes = Reduction.Run<TExtreme>(x, 1u << axis, keepAxes: true);

        // Where there is a NaN the extreme is NaN, and equals nothing.
        var candidates = Variable.Where(x.NotEqualTo(x), places, Variable.Where(x.EqualTo(extremes), places, x.Shape[axis]));
        return scope.Return(Reduction.Run<MinOp.Rule>(candidates, 1u << axis, keepAxes: false));
    }
}
