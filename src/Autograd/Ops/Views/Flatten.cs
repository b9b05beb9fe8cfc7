using Autograd.Ops;

namespace Autograd;

/// <content>Merging axes.</content>
public sealed partial class Variable
{
    /// <summary>
    /// Makes one axis of neighbouring ones: axes <paramref name="startAxis"/> to <paramref name="endAxis"/>, both included. A scalar
    /// becomes one element, [1].
    /// </summary>
    /// <remarks>Shares the storage where the elements are contiguous, copies them otherwise.</remarks>
    /// <param name="startAxis">The first axis merged; negative ones count from the end.</param>
    /// <param name="endAxis">The last axis merged, not before the first; negative ones count from the end.</param>
    /// <exception cref="ArgumentException">There is no such axis, or the last comes before the first.</exception>
    public Variable Flatten(int startAxis = 0, int endAxis = -1)
    {
        ThrowIfReleased("flatten");
        if (Rank == 0)
        {
            Axes.Normalise("flatten", startAxis, 1);
            Axes.Normalise("flatten", endAxis, 1);
            return Reshape(Shape.Create([1]));
        }

        var start = Axes.Normalise("flatten", startAxis, Rank);
        var end = Axes.Normalise("flatten", endAxis, Rank);
        if (end < start)
            throw Errors.Argument("flatten", $"axis {endAxis} of {Shape} comes before axis {startAxis}", "name the outer axis first");
        Span<int> lengths = stackalloc int[Rank - (end - start)];
        Shape.Lengths[..start].CopyTo(lengths);
        Shape.Lengths[(end + 1)..].CopyTo(lengths[(start + 1)..]);
        lengths[start] = 1;
        foreach (var length in Shape.Lengths[start..(end + 1)])
            lengths[start] = checked(lengths[start] * length);
        return Reshape(Shape.Create(lengths));
    }
}
