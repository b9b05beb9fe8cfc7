using System.Numerics;
using Autograd.Backends;
using Autograd.Backends.Cpu;

namespace Autograd.Ops;

/// <summary>Reduces any set of axes by runs of neighbouring ones, each a [outer, length, inner] reduction of the backend.</summary>
internal static class Reduction
{
    /// <summary>The shape after reducing the axes of a mask.</summary>
    public static Shape ResultShape(Shape shape, uint axes, bool keepAxes)
    {
        Span<int> lengths = stackalloc int[shape.Rank];
        var rank = 0;
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            var reduced = (axes & (1u << axis)) != 0;
            if (reduced && !keepAxes)
                continue;
            lengths[rank++] = reduced ? 1 : shape[axis];
        }

        return Shape.Create(lengths[..rank]);
    }

    /// <summary>How many elements are reduced into each one.</summary>
    public static long CountOf(Shape shape, uint axes)
    {
        long count = 1;
        for (var rest = axes; rest != 0; rest &= rest - 1)
            count *= shape[BitOperations.TrailingZeroCount(rest)];
        return count;
    }

    /// <summary>Runs the reduction. The tree depends on the shape alone: other layouts are copied into row-major order first.</summary>
    public static Variable Run<TRule>(Variable x, uint axes, bool keepAxes)
        where TRule : struct, IReductionRule => Run<TRule>(x, axes, ResultShape(x.Shape, axes, keepAxes));

    /// <summary>Runs the reduction into a shape of as many elements as are left.</summary>
    public static Variable Run<TRule>(Variable x, uint axes, Shape shape)
        where TRule : struct, IReductionRule
    {
        var backend = x.Storage.Backend;
        var result = Variable.Allocate(backend, shape, x.DType);
        Span<int> lengths = stackalloc int[x.Rank];
        x.Shape.Lengths.CopyTo(lengths);

        // An axis of length 1 is reduced by forgetting it.
        for (var rest = axes; rest != 0; rest &= rest - 1)
        {
            var axis = BitOperations.TrailingZeroCount(rest);
            if (lengths[axis] == 1)
                axes &= ~(1u << axis);
        }

        if (axes == 0)
        {
            backend.Copy(x.View, new TensorView(result.Storage, x.Shape, x.Shape.RowMajor, 0));
            return result;
        }

        var current = x.IsContiguous ? x : x.CopyContiguous();
        while (axes != 0)
        {
            var last = 31 - BitOperations.LeadingZeroCount(axes);
            var first = last;
            while (first > 0 && ((axes & (1u << (first - 1))) != 0 || lengths[first - 1] == 1))
                first--;
            long outer = 1, length = 1, inner = 1;
            for (var axis = 0; axis < lengths.Length; axis++)
            {
                if (axis < first)
                    outer *= lengths[axis];
                else if (axis <= last)
                    length *= lengths[axis];
                else
                    inner *= lengths[axis];
            }

            for (var axis = first; axis <= last; axis++)
            {
                lengths[axis] = 1;
                axes &= ~(1u << axis);
            }

            var target = axes == 0 ? result : Variable.Allocate(backend, Shape.Create(lengths), x.DType);
            if (backend is CpuBackend cpu)
                cpu.Reduce<TRule>(current.View, target.View, outer, length, inner);
            else
                backend.Reduce<TRule>(current.View, target.View, outer, length, inner);
            if (!ReferenceEquals(current, x))
                current.Storage.Owner?.Release(current.Storage);
            current = target;
        }

        return result;
    }
}
