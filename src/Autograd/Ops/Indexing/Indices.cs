using Autograd.Backends.Cpu;

namespace Autograd.Ops;

/// <summary>Brings indices into the form kernels take, int64 and contiguous, and checks their range where they can be read at once.</summary>
internal static class Indices
{
    public static Variable Prepare(string operation, Variable index, int length)
    {
        DTypeChecks.Index(operation, index);
        var prepared = index.To(DType.Int64).Contiguous();
        if (prepared.Storage is CpuStorage)
        {
            foreach (var place in prepared.AsSpan<long>())
            {
                if (place < 0 || place >= length)
                    throw Errors.Argument(operation, $"the index {place} is outside an axis of length {length}", length == 0 ? "the axis is empty" : $"use 0 to {length - 1}");
            }
        }

        return prepared;
    }

    /// <summary>The axes before and behind one, multiplied.</summary>
    public static (long Outer, long Inner) Around(Shape shape, int axis)
    {
        long outer = 1, inner = 1;
        for (var i = 0; i < shape.Rank; i++)
        {
            if (i < axis)
                outer *= shape[i];
            else if (i > axis)
                inner *= shape[i];
        }

        return (outer, inner);
    }

    /// <summary>A shape with one length replaced.</summary>
    public static Shape With(Shape shape, int axis, int length)
    {
        Span<int> lengths = stackalloc int[shape.Rank];
        shape.Lengths.CopyTo(lengths);
        lengths[axis] = length;
        return Shape.Create(lengths);
    }
}
