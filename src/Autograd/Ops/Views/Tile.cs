namespace Autograd;

/// <content>Repeating whole arrays.</content>
public sealed partial class Variable
{
    /// <summary>
    /// The array repeated along its axes like tiles: y[…, i, …] = x[…, i mod n, …]. dx is the sum of dy over the repetitions.
    /// </summary>
    /// <remarks>
    /// As in NumPy the counts are for the last axes: fewer of them leave the first axes as they are, more of them make new first axes.
    /// </remarks>
    /// <param name="counts">How often along each of the last axes, 0 or more.</param>
    /// <exception cref="ArgumentException">A count is negative, or the result has too many elements or axes.</exception>
    public Variable Tile(params ReadOnlySpan<int> counts)
    {
        ThrowIfReleased("tile");
        foreach (var count in counts)
        {
            if (count < 0)
                throw Errors.Argument("tile", $"the count {count} is negative", "use counts of 0 or more");
        }

        var rank = Math.Max(Rank, counts.Length);
        Span<int> result = stackalloc int[rank];

        // Each repeated axis gets an axis of its repetitions before it, which a view of stride 0 fills; one copy makes the result.
        Span<int> single = stackalloc int[2 * rank];
        Span<int> repeated = stackalloc int[2 * rank];
        var axes = 0;
        for (var axis = 0; axis < rank; axis++)
        {
            var own = axis - (rank - Rank);
            var given = axis - (rank - counts.Length);
            var (length, count) = (own < 0 ? 1 : Shape[own], given < 0 ? 1 : counts[given]);
            var product = (long)length * count;
            if (product > int.MaxValue)
                throw Errors.Argument("tile", $"{count} times axis {own} of {Shape} are {product} places", $"axes have at most {int.MaxValue}");
            result[axis] = (int)product;
            if (count != 1 && length != 1)
            {
                single[axes] = 1;
                repeated[axes++] = count;
            }

            single[axes] = length;
            repeated[axes++] = length == 1 ? count : length;
        }

        return Reshape(Shape.Create(single[..axes])).Expand(Shape.Create(repeated[..axes])).Reshape(Shape.Create(result));
    }
}
