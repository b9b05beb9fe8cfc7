namespace Autograd.Backends;

/// <summary>Questions about shapes and strides that Variables and backends both ask.</summary>
public static class Layouts
{
    /// <summary>Whether elements lie one after the other in row-major order; axes of length 1 have no say, empty arrays are.</summary>
    /// <param name="shape">The lengths.</param>
    /// <param name="strides">The steps.</param>
    public static bool IsContiguous(Shape shape, Strides strides)
    {
        if (ReferenceEquals(shape.RowMajor, strides) || shape.Count == 0)
            return true;
        long expected = 1;
        var lengths = shape.Lengths;
        var steps = strides.Steps;
        for (var axis = lengths.Length - 1; axis >= 0; axis--)
        {
            if (lengths[axis] == 1)
                continue;
            if (steps[axis] != expected)
                return false;
            expected *= lengths[axis];
        }

        return true;
    }

    /// <summary>The shape both operands are broadcast to: lengths are equal, or one is 1, aligned at the last axis.</summary>
    /// <param name="operation">The name errors begin with.</param>
    /// <param name="a">The first operand's shape.</param>
    /// <param name="b">The second operand's shape.</param>
    /// <exception cref="ArgumentException">Two lengths differ and neither is 1.</exception>
    public static Shape Broadcast(string operation, Shape a, Shape b)
    {
        if (ReferenceEquals(a, b) || a == b)
            return a;
        // Mostly one operand has the result's shape already.
        var (longer, shorter) = a.Rank >= b.Rank ? (a, b) : (b, a);
        if (Covers(longer, shorter))
            return longer;
        var rank = longer.Rank;
        Span<int> lengths = stackalloc int[rank];
        for (var i = 1; i <= rank; i++)
        {
            var la = i <= a.Rank ? a[^i] : 1;
            var lb = i <= b.Rank ? b[^i] : 1;
            if (la != lb && la != 1 && lb != 1)
                throw Errors.Argument(operation, $"shapes {a} and {b} do not broadcast, axis −{i} is {la} against {lb}", "make the lengths equal or one of them 1");
            lengths[rank - i] = la == 1 ? lb : la;
        }

        return Shape.Create(lengths);
    }

    private static bool Covers(Shape whole, Shape part)
    {
        var missing = whole.Rank - part.Rank;
        for (var axis = 0; axis < part.Rank; axis++)
        {
            if (part[axis] != whole[axis + missing] && part[axis] != 1)
                return false;
        }

        return true;
    }
}
