namespace Autograd.GradientChecking.Properties;

/// <summary>Indices of elements in row-major order.</summary>
internal static class Places
{
    public static int[] IndexOf(int element, Shape shape)
    {
        var index = new int[shape.Rank];
        for (var axis = index.Length - 1; axis >= 0; axis--)
        {
            index[axis] = element % shape[axis];
            element /= shape[axis];
        }

        return index;
    }

    public static int Of(int[] index, Shape shape)
    {
        var place = 0;
        for (var axis = 0; axis < index.Length; axis++)
            place = (place * shape[axis]) + index[axis];
        return place;
    }
}
