namespace Autograd.GradientChecking.Tests.Gallery.Bugs;

/// <summary>Average pooling in one dimension whose backward pass takes the rest that the stride leaves for the start of the input.</summary>
internal static class Pooling
{
    public static Variable Value(Variable x, int window, int stride)
    {
        var count = ((x.Shape[0] - window) / stride) + 1;
        var sum = x.Slice(0, 0, count, stride);
        for (var k = 1; k < window; k++)
            sum += x.Slice(0, k, count, stride);
        return sum / window;
    }

    public static Variable WrongPull(Variable dy, Variable x, int window, int stride) => Pull(dy, x, window, stride, Rest(x.Shape[0], window, stride));

    public static int Rest(int length, int window, int stride) => (length - window) % stride;

    private static Variable Pull(Variable dy, Variable x, int window, int stride, int offset)
    {
        var (gradient, from) = (new double[x.Count], dy.ToArray<double>());
        for (var i = 0; i < from.Length; i++)
        {
            for (var k = 0; k < window; k++)
                gradient[offset + (i * stride) + k] += from[i] / window;
        }

        return Variable.From(gradient);
    }
}
