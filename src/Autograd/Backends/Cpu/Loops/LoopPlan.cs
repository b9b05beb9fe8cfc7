using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>
/// The axes of operands of equal shape, as few as their strides allow, the innermost first. Steps are in bytes. Filled in by
/// <see cref="Build"/>; a plain block of memory, so that it costs nothing to hand to other threads.
/// </summary>
internal unsafe struct LoopPlan
{
    /// <summary>The addresses of the first elements.</summary>
    public Operands Bases;

    /// <summary>How many axes are left.</summary>
    public int Axes;

    /// <summary>The elements of all axes.</summary>
    public long Count;

    private fixed long _lengths[Shape.MaxRank];
    private fixed long _steps[KernelCall.Slots * Shape.MaxRank];

    public readonly long Length(int axis) => _lengths[axis];

    public readonly long Step(int slot, int axis) => _steps[(slot * Shape.MaxRank) + axis];

    public readonly byte* Base(int slot) => (byte*)Bases[slot];

    /// <summary>Plans a loop over a shape; an operand without strides is one element, repeated.</summary>
    [SkipLocalsInit]
    public static void Build(out LoopPlan plan, Shape shape, ReadOnlySpan<Strides?> strides, in Operands bases, in KernelCall call)
    {
        Unsafe.SkipInit(out plan);
        plan.Bases = bases;
        plan.Count = shape.Count;
        plan.Axes = 0;
        var lengths = shape.Lengths;
        for (var axis = lengths.Length - 1; axis >= 0; axis--)
        {
            if (lengths[axis] == 1)
                continue;
            var last = plan.Axes - 1;
            var merges = last >= 0;
            for (var slot = 0; merges && slot < KernelCall.Slots; slot++)
            {
                if (strides[slot] is { } own)
                    merges = own[axis] * call.Sizes[slot] == plan.Step(slot, last) * plan._lengths[last];
            }

            if (merges)
                plan._lengths[last] *= lengths[axis];
            else
                plan.Append(axis, lengths[axis], strides, call);
        }

        if (plan.Axes == 0)
        {
            plan._lengths[0] = 1;
            plan.Axes = 1;
            for (var slot = 0; slot < KernelCall.Slots; slot++)
                plan._steps[slot * Shape.MaxRank] = 0;
        }
    }

    /// <summary>Exchanges two axes; an elementwise loop may go through them in any order.</summary>
    public void Exchange(int a, int b)
    {
        if (a == b)
            return;
        (_lengths[a], _lengths[b]) = (_lengths[b], _lengths[a]);
        for (var slot = 0; slot < KernelCall.Slots; slot++)
        {
            var steps = MemoryMarshal.CreateSpan(ref _steps[slot * Shape.MaxRank], Axes);
            (steps[a], steps[b]) = (steps[b], steps[a]);
        }
    }

    /// <summary>Whether an operand's elements follow each other in the loop's order.</summary>
    public readonly bool IsDense(int slot, int size)
    {
        long expected = size;
        for (var axis = 0; axis < Axes; axis++)
        {
            if (Step(slot, axis) != expected)
                return false;
            expected *= _lengths[axis];
        }

        return true;
    }

    /// <summary>Whether an operand is one element, repeated.</summary>
    public readonly bool IsConstant(int slot)
    {
        for (var axis = 0; axis < Axes; axis++)
        {
            if (Step(slot, axis) != 0)
                return false;
        }

        return true;
    }

    /// <summary>An operand's distance in bytes from its base to the elements at <paramref name="index"/>, from an axis on.</summary>
    public readonly long Distance(int slot, long* index, int firstAxis)
    {
        long distance = 0;
        for (var axis = firstAxis; axis < Axes; axis++)
            distance += index[axis] * Step(slot, axis);
        return distance;
    }

    /// <summary>Takes the place in the loop's order apart, from an axis on.</summary>
    public readonly void Decompose(long place, long* index, int firstAxis)
    {
        for (var axis = firstAxis; axis < Axes; axis++)
        {
            if (place == 0)
            {
                index[axis] = 0;
                continue;
            }

            var (quotient, remainder) = Math.DivRem(place, _lengths[axis]);
            index[axis] = remainder;
            place = quotient;
        }
    }

    private void Append(int axis, int length, ReadOnlySpan<Strides?> strides, in KernelCall call)
    {
        _lengths[Axes] = length;
        for (var slot = 0; slot < KernelCall.Slots; slot++)
            _steps[(slot * Shape.MaxRank) + Axes] = strides[slot] is { } own ? own[axis] * call.Sizes[slot] : 0;
        Axes++;
    }
}
