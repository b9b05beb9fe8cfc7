using Xunit;

namespace Autograd.NN.Tests.Optimisers;

/// <summary>Line searches along functions of one variable, against PyTorch's: where they end and after how many evaluations.</summary>
public class StrongWolfeTests
{
    private const int Coefficients = 6;

    [Fact]
    public void SearchesEndWhereTheReferencesDo()
    {
        var searches = Trajectories.Read("line_searches.json", "searches").EnumerateArray().Select(Trajectories.Doubles).ToArray();
        Assert.InRange(searches.Length, 200, 1000);
        foreach (var search in searches)
        {
            var group = new ParameterGroup([Variable.Zeros([1], DType.Float64)]);
            var wolfe = new StrongWolfe(group.Parameters, (length, point) =>
            {
                (point.Length, (point.Loss, point.Slope)) = (length, At(search, length));
                return point;
            });
            var (loss, slope) = At(search, 0);
            var (found, evaluations) = wolfe.Search(search[Coefficients], loss, new FlatVector(group.Parameters), slope, 1, 1e-9);
            var (length, value) = (search[Coefficients + 1], search[Coefficients + 2]);
            Assert.Equal(search[Coefficients + 3], evaluations);
            Assert.Equal(length, found.Length, 1e-10 * Math.Abs(length));
            Assert.Equal(value, found.Loss, 1e-10 * Math.Max(1, Math.Abs(value)));
        }
    }

    /// <summary>c₀t + c₁t² + c₂t⁴ + c₃ / (1 + c₄(t − c₅)²), and its derivative.</summary>
    private static (double Value, double Slope) At(double[] c, double t)
    {
        var q = 1 + (c[4] * (t - c[5]) * (t - c[5]));
        return (
            (c[0] * t) + (c[1] * t * t) + (c[2] * t * t * t * t) + (c[3] / q),
            c[0] + (2 * c[1] * t) + (4 * c[2] * t * t * t) - (2 * c[3] * c[4] * (t - c[5]) / (q * q)));
    }
}
