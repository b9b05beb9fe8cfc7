using Xunit;

namespace Autograd.Tests.Backends.Cpu.Loops;

/// <summary>Few elements go a short way; their bits are those of many, whatever lies behind the last one and however the operands lie.</summary>
public class SmallLoopTests
{
    public static TheoryData<int> Counts => [1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 127, 511, 512, 513];

    [Theory]
    [MemberData(nameof(Counts))]
    public void AnElementsBitsDoNotDependOnHowManyThereAre(int count)
    {
        foreach (var dtype in new[] { DType.Float32, DType.Float64 })
        {
            var many = Variable.Normal([4096], new RandomGenerator(5), dtype: dtype);
            var few = many[..count].Clone();
            Equal(many.Tanh()[..count], few.Tanh());
            Equal((many * many.Exp())[..count], few * few.Exp());
        }
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void GradientsOfFewAreThoseOfMany(int count)
    {
        var many = Variable.Normal([4096], new RandomGenerator(6)).WithGrad();
        var few = many.Detach()[..count].Clone().WithGrad();
        foreach (var x in new[] { many, few })
        {
            using var tape = new Tape();
            (x.Tanh() * x / (x * x + 1)).Backward(Variable.OnesLike(x));
        }

        Equal(many.Grad![..count], few.Grad!);
    }

    [Fact]
    public void StridedOperandsAreGatheredInEveryLayout()
    {
        var random = new RandomGenerator(7);
        var full = Variable.Normal([3, 4, 5], random);
        Variable[] others =
        [
            Variable.Normal([5], random).Expand([3, 4, 5]),
            Variable.Normal([4, 1], random).Expand([3, 4, 5]),
            Variable.Normal([3, 1, 1], random).Expand([3, 4, 5]),
            Variable.Normal([3, 1, 5], random).Expand([3, 4, 5]),
            Variable.Normal([1], random).Expand([3, 4, 5]),
            Variable.Normal([5, 4, 3], random).Permute(2, 1, 0),
            Variable.Normal([3, 5, 4], random).Permute(0, 2, 1),
            Variable.Normal([3, 4, 10], random)[.., .., 2..7],
            Variable.Normal([3, 8, 5], random)[.., 3..7],
            Variable.Normal([6, 4, 5], random)[1..4],
        ];
        foreach (var other in others)
        {
            Equal(full + other.Contiguous(), full + other);
            Equal(other.Contiguous() - full, other - full);
            Equal(other.Contiguous().Exp(), other.Exp());
        }
    }

    [Fact]
    public void WhatLiesBehindAPartOfAStorageIsLeftAlone()
    {
        var x = Variable.Zeros([40]).WithGrad();
        using var tape = new Tape();

        // Two parts of one gradient: each adds into its own region of the sum.
        (x[..3].Square().Sum() + x[3..5].Exp().Sum() + x[5..].Sum()).Backward();
        Assert.Equal([0, 0, 0, 1, 1, .. Enumerable.Repeat(1f, 35)], x.Grad!.ToArray<float>());
    }

    private static void Equal(Variable expected, Variable actual)
    {
        if (expected.DType == DType.Float64)
            Assert.Equal(expected.ToArray<double>(), actual.ToArray<double>());
        else
            Assert.Equal(expected.ToArray<float>(), actual.ToArray<float>());
    }
}
