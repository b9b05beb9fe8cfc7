namespace Autograd.GradientChecking;

/// <summary>Broadcasting by division and remainder, as plain as can be: the oracle of the framework's views of stride 0.</summary>
public static class NaiveBroadcast
{
    /// <summary>A function of two arrays' elements, with broadcasting.</summary>
    /// <param name="a">The first array in row-major order.</param>
    /// <param name="shapeA">Its shape.</param>
    /// <param name="b">The second array in row-major order.</param>
    /// <param name="shapeB">Its shape.</param>
    /// <param name="function">The function of one element of each.</param>
    /// <returns>The results in row-major order of the common shape.</returns>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static double[] Map(double[] a, Shape shapeA, double[] b, Shape shapeB, Func<double, double, double> function)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(shapeA);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(shapeB);
        ArgumentNullException.ThrowIfNull(function);
        var common = Common(shapeA, shapeB);
        var results = new double[common.Count];
        for (var i = 0; i < results.Length; i++)
            results[i] = function(a[Place(i, common, shapeA)], b[Place(i, common, shapeB)]);
        return results;
    }

    /// <summary>The shape two arrays broadcast to.</summary>
    /// <param name="a">One shape.</param>
    /// <param name="b">The other.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Shape Common(Shape a, Shape b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var lengths = new int[Math.Max(a.Rank, b.Rank)];
        for (var back = 1; back <= lengths.Length; back++)
        {
            var one = back <= a.Rank ? a[^back] : 1;
            var other = back <= b.Rank ? b[^back] : 1;
            if (one != other && one != 1 && other != 1)
                throw new ArgumentException($"sample: shapes {a} and {b} do not broadcast; make the lengths equal or 1");
            lengths[^back] = one == 1 ? other : one;
        }

        return Shape.Create(lengths);
    }

    /// <summary>The place in an array that an element of the broadcast array comes from.</summary>
    /// <param name="index">The element's place in the broadcast array.</param>
    /// <param name="common">The broadcast shape.</param>
    /// <param name="shape">The array's own shape.</param>
    public static int Place(int index, Shape common, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(common);
        ArgumentNullException.ThrowIfNull(shape);
        var place = 0;
        var stride = 1;
        for (var back = 1; back <= common.Rank; back++)
        {
            var coordinate = index % common[^back];
            index /= common[^back];
            if (back > shape.Rank)
                continue;
            if (shape[^back] != 1)
                place += coordinate * stride;
            stride *= shape[^back];
        }

        return place;
    }
}
