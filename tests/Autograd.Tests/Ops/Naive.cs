namespace Autograd.Tests.Ops;

/// <summary>Plain index arithmetic for references: a division and a remainder an axis.</summary>
internal static class Naive
{
    /// <summary>The coordinates of a row-major place.</summary>
    public static int[] Coordinates(int place, Shape shape)
    {
        var coordinates = new int[shape.Rank];
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            coordinates[axis] = place % shape[axis];
            place /= shape[axis];
        }

        return coordinates;
    }

    /// <summary>The row-major place of coordinates.</summary>
    public static int Place(int[] coordinates, Shape shape)
    {
        var place = 0;
        for (var axis = 0; axis < shape.Rank; axis++)
            place = (place * shape[axis]) + coordinates[axis];
        return place;
    }

    /// <summary>An array whose element at some coordinates is another array's at others.</summary>
    public static double[] Pick(double[] x, Shape from, Shape to, Func<int[], int[]> source)
    {
        var y = new double[to.Count];
        for (var i = 0; i < y.Length; i++)
            y[i] = x[Place(source(Coordinates(i, to)), from)];
        return y;
    }

    /// <summary>A function of the elements along some axes, for each place of the others.</summary>
    public static double[] Reduce(double[] x, Shape shape, int[] axes, Func<double[], double> function)
    {
        bool[] reduced = [.. Enumerable.Range(0, shape.Rank).Select(axis => axes.Length == 0 || axes.Contains(axis) || axes.Contains(axis - shape.Rank))];
        var kept = Shape.Create([.. Enumerable.Range(0, shape.Rank).Select(axis => reduced[axis] ? 1 : shape[axis])]);
        var groups = new List<double>[kept.Count];
        for (var i = 0; i < groups.Length; i++)
            groups[i] = [];
        for (var i = 0; i < x.Length; i++)
        {
            int[] coordinates = [.. Coordinates(i, shape).Select((place, axis) => reduced[axis] ? 0 : place)];
            groups[Place(coordinates, kept)].Add(x[i]);
        }

        return Array.ConvertAll(groups, group => function([.. group]));
    }

    /// <summary>The sum in another order than any kernel's, compensated (Neumaier 1974).</summary>
    public static double Sum(double[] x)
    {
        double sum = 0, lost = 0;
        foreach (var value in x)
        {
            var next = sum + value;
            if (double.IsFinite(next))
                lost += Math.Abs(sum) >= Math.Abs(value) ? sum - next + value : value - next + sum;
            sum = next;
        }

        return sum + lost;
    }

    /// <summary>ln(1 + x) with its relative accuracy near 0 (Higham 2002, problem 1.5).</summary>
    public static double LogOnePlus(double x)
    {
        var u = 1 + x;
        return u == 1 ? x : double.IsFinite(u) && u != 0 ? Math.Log(u) * (x / (u - 1)) : Math.Log(u);
    }
}
