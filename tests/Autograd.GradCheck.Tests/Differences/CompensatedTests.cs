using Xunit;

namespace Autograd.GradientChecking.Tests.Differences;

public sealed class CompensatedTests
{
    [Fact]
    public void What_cancels_is_not_lost() => Assert.Equal(2, Compensated.Dot([1e16, 1, -1e16, 1], [1, 1, 1, 1]));

    [Fact]
    public void Products_keep_their_rounding()
    {
        var a = 1 + Math.ScaleB(1, -30);

        Assert.Equal(Math.ScaleB(1, -60), Compensated.Dot([a, -1, -1], [a, 1, Math.ScaleB(1, -29)]));
    }

    [Fact]
    public void Differences_skip_what_has_no_weight() =>
        Assert.Equal(6, Compensated.DotDifference([2, 0], [4, double.NaN], [1, 0]));

    [Fact]
    public void Infinity_stays() => Assert.Equal(double.PositiveInfinity, Compensated.Dot([1, 1], [double.PositiveInfinity, 1]));

    [Fact]
    public void Lengths_must_agree()
    {
        var error = Assert.Throws<ArgumentException>(() => Compensated.Dot([1], [1, 2]));

        Assert.Equal("dot: 1 and 2 elements; give vectors of one length", error.Message);
    }
}
