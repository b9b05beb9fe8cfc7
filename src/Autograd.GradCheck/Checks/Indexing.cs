namespace Autograd.GradientChecking;

/// <summary>Row-major places and their indices.</summary>
internal static class Indexing
{
    public static int[] Of(int element, Shape shape)
    {
        var indices = new int[shape.Rank];
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            indices[axis] = element % shape[axis];
            element /= shape[axis];
        }

        return indices;
    }
}
