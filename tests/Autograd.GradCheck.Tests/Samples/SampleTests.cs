using Xunit;

namespace Autograd.GradientChecking.Tests.Samples;

public sealed class SampleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(19)]
    [InlineData(1000)]
    public void Spread_numbers_have_no_ties_and_no_zero(int count)
    {
        var values = SampleInput.Spread([count], -3, 3).Values.ToArray();
        var sorted = values.Order().ToArray();

        Assert.All(values, value => Assert.InRange(Math.Abs(value), 1e-12, 3));
        for (var i = 1; i < count; i++)
            Assert.True(sorted[i] - sorted[i - 1] > 0.1 * 6 / count);
        Assert.Equal(values, SampleInput.Spread([count], -3, 3).Values.ToArray());
        Assert.True(count == 1 || !values.SequenceEqual(SampleInput.Spread([count], -3, 3, seed: 1).Values.ToArray()));
    }

    [Fact]
    public void Samples_carry_what_suites_need()
    {
        var samples = new MulSamples();
        var sample = samples.Samples().First();

        Assert.Equal(typeof(MulOp), samples.Operation);
        Assert.Equal("MulOp: broadcast", sample.ToString());
        Assert.Equal([typeof(MulOp)], sample.Operations);
        Assert.Equal(sample.Reference!(sample.ToArrays()), sample.Function(sample.ToVariables())[0].ToArray<double>());
        Assert.Equal(DType.Float32, sample.ToVariables(DType.Float32)[0].DType);
        Assert.Single(samples.Errors());
    }

    [Fact]
    public void Samples_are_checked_in_their_domains_and_orders()
    {
        foreach (var sample in new MulSamples().Samples())
            GradCheck.Verify(sample);
        var values = new MulSamples().Samples().First() with { SmoothOrder = 0 };

        Assert.Throws<ArgumentException>(() => GradCheck.Run(values));
        Assert.Equal(1, GradCheck.Run(values with { SmoothOrder = 1 }).Checks.Max(check => check.Order));
    }

    [Fact]
    public void Constants_keep_their_types()
    {
        Assert.Equal(DType.Int64, SampleInput.Indices([2], 0, 1).ToVariable(DType.Float32).DType);
        Assert.Equal([true, false], SampleInput.Booleans([2], true, false).ToVariable().ToArray<bool>());
        Assert.False(SampleInput.Scalar(1).Constant().IsDifferentiable);
    }

    [Fact]
    public void Counts_must_fit() =>
        Assert.Equal("sample: 2 numbers do not fill shape [3] of 3; give one each", Assert.Throws<ArgumentException>(() => SampleInput.Of([3], 1, 2)).Message);

    [Fact]
    public void Naive_broadcasting()
    {
        Assert.Equal([3, 4, 6, 8], NaiveBroadcast.Map([1, 2], [2, 1], [3, 4], [2], (a, b) => a * b));
        Assert.Throws<ArgumentException>(() => NaiveBroadcast.Common([2], [3]));
    }

    [Fact]
    public void Domains_know_their_room()
    {
        Assert.Equal(new StepRoom(0, 2), InputDomain.Closed(1, 3).Room([1], [1], [1]));
        Assert.Equal(new StepRoom(1, 0), InputDomain.Closed(1, 3).Room([1], [1], [-2]));
        Assert.Equal(double.PositiveInfinity, InputDomain.Real.Room([1], [1], [1]).Both);
        Assert.True(InputDomain.PositiveDefinite.Contains([2, 1, 1, 2], [2, 2]));
        Assert.False(InputDomain.PositiveDefinite.Contains([1, 2, 2, 1], [2, 2]));
        Assert.InRange(InputDomain.PositiveDefinite.Room([2, 1, 1, 2], [2, 2], [1, 0, 0, 0]).Both, 0.4, 0.5);
        Assert.Throws<ArgumentException>(() => InputDomain.Open(1, 1));
    }
}
