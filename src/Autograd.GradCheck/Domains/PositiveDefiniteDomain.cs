namespace Autograd.GradientChecking;

/// <summary>
/// Square matrices in the last two axes whose symmetric part is positive definite. By Weyl's inequality X + t·U stays so
/// while t·‖U‖₂ &lt; λₘᵢₙ(X), and the Frobenius norm bounds the spectral one.
/// </summary>
internal sealed class PositiveDefiniteDomain : InputDomain
{
    private const double OpenPart = 0.5;

    public override bool Contains(ReadOnlySpan<double> values, Shape shape)
    {
        var size = Size(shape);
        for (var start = 0; start < values.Length; start += size * size)
        {
            if (!IsPositiveDefinite(values.Slice(start, size * size), size, shift: 0))
                return false;
        }

        return true;
    }

    public override StepRoom Room(ReadOnlySpan<double> values, Shape shape, ReadOnlySpan<double> direction)
    {
        var size = Size(shape);
        var room = double.PositiveInfinity;
        for (var start = 0; start < values.Length; start += size * size)
        {
            var norm = 0.0;
            foreach (var element in direction.Slice(start, size * size))
                norm += element * element;
            if (norm > 0)
                room = Math.Min(room, OpenPart * SmallestEigenvalue(values.Slice(start, size * size), size) / Math.Sqrt(norm));
        }

        return new StepRoom(room, room);
    }

    public override string ToString() => "positive definite";

    private static int Size(Shape shape)
    {
        if (shape.Rank < 2 || shape[^1] != shape[^2])
            throw new ArgumentException($"domain: positive definite matrices asked of shape {shape}; give square matrices in the last two axes");
        return shape[^1];
    }

    /// <summary>λₘᵢₙ of the symmetric part, from below, by bisection: X − λ·I has a Cholesky factor for every λ below it.</summary>
    private static double SmallestEigenvalue(ReadOnlySpan<double> matrix, int size)
    {
        if (!IsPositiveDefinite(matrix, size, shift: 0))
            return 0;
        var low = 0.0;
        var high = matrix[0];
        for (var i = 1; i < size; i++)
            high = Math.Min(high, matrix[(i * size) + i]);
        for (var step = 0; step < 20; step++)
        {
            var middle = (low + high) / 2;
            if (IsPositiveDefinite(matrix, size, middle))
                low = middle;
            else
                high = middle;
        }

        return low;
    }

    private static bool IsPositiveDefinite(ReadOnlySpan<double> matrix, int size, double shift)
    {
        var factor = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = ((matrix[(i * size) + j] + matrix[(j * size) + i]) / 2) - (i == j ? shift : 0);
                for (var k = 0; k < j; k++)
                    sum -= factor[(i * size) + k] * factor[(j * size) + k];
                if (i != j)
                    factor[(i * size) + j] = sum / factor[(j * size) + j];
                else if (sum > 0)
                    factor[(i * size) + i] = Math.Sqrt(sum);
                else
                    return false;
            }
        }

        return true;
    }
}
