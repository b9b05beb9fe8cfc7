using Autograd.Backends;
using Autograd.Backends.Cpu;
using Autograd.Numerics;
using Autograd.Ops;
using Xunit;

namespace Autograd.Tests.Backends.Cpu.Loops;

/// <summary>Random fills against the generator's words, one at a time.</summary>
[Collection(PoolCollection.Name)]
public class RandomFillTests
{
    private static readonly RandomKey Key = new(0x0123456789ABCDEF, 0xFEDCBA9876543210);

    private static CpuBackend Cpu => CpuBackend.Instance;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8193)]
    [InlineData(40_003)]
    public void UniformsComeOfTheirWords(int count)
    {
        var y = HostArray.Create(DType.Float32, [count], Layout.Offset);
        Cpu.RandomFill(y.View, RandomDistribution.Uniform, -1, 3, Key);
        for (var i = 0; i < count; i++)
            Assert.Equal((Philox4x32.ToUniform(Word(i)) * 4f) - 1f, y.Get<float>(i));
        Assert.True(y.IsUntouchedBehind());
        var z = HostArray.Create(DType.Float64, [count]);
        Cpu.RandomFill(z.View, RandomDistribution.Uniform, 0, 1, Key);
        for (var i = 0; i < count; i++)
            Assert.Equal(Philox4x32.ToUniform(Word(2 * i), Word((2 * i) + 1)), z.Get<double>(i));
    }

    [Fact]
    public void MasksAreTheSameInEveryType()
    {
        var truths = HostArray.Create(DType.Bool, [30_001]);
        Cpu.RandomFill(truths.View, RandomDistribution.Bernoulli, 0.3, 1, Key);
        foreach (var dtype in new[] { DType.Float32, DType.Float64, DType.Int32, DType.Int64 })
        {
            var y = HostArray.Create(dtype, truths.Shape);
            Cpu.RandomFill(y.View, RandomDistribution.Bernoulli, 0.3, 2, Key);
            for (var i = 0; i < y.Count; i++)
                Assert.Equal(truths.Get<bool>(i) ? 2 : 0, y.Number(i));
        }

        for (var i = 0; i < truths.Count; i++)
            Assert.Equal(Philox4x32.ToUniform(Word(i)) < 0.3, truths.Get<bool>(i));
        Cpu.RandomFill(truths.View, RandomDistribution.Bernoulli, 0, 1, Key);
        Assert.DoesNotContain((byte)1, truths.ToBytes());
        Cpu.RandomFill(truths.View, RandomDistribution.Bernoulli, 1, 1, Key);
        Assert.DoesNotContain((byte)0, truths.ToBytes());
    }

    [Fact]
    public void NormalsHaveTheirMomentsAndBits()
    {
        foreach (var dtype in new[] { DType.Float32, DType.Float64 })
        {
            byte[]? first = null;
            foreach (var threads in new[] { 1, 4 })
            {
                using var scope = new ThreadCount(threads);
                var y = HostArray.Create(dtype, [100_001]);
                Cpu.RandomFill(y.View, RandomDistribution.Normal, 2, 3, Key);
                first ??= y.ToBytes();
                Assert.Equal(first, y.ToBytes());
                var numbers = y.ToNumbers();
                var mean = numbers.Average();
                Assert.Equal(2, mean, 0.05);
                Assert.Equal(9, numbers.Average(v => (v - mean) * (v - mean)), 0.2);
            }
        }
    }

    [Fact]
    public void TheUpperEndIsNotAmongUniforms()
    {
        var y = HostArray.Create(DType.Float32, [200_000]);
        Cpu.RandomFill(y.View, RandomDistribution.Uniform, 1000, 1000.001, Key);
        Assert.Equal(MathF.BitDecrement((float)1000.001), y.ToNumbers().Max());
        Assert.Equal(1000, y.ToNumbers().Min());
    }

    private static uint Word(int i)
    {
        var block = Philox4x32.Block(
            (uint)(i / 4), 0, (uint)Key.Stream, (uint)(Key.Stream >> 32), (uint)Key.Seed, (uint)(Key.Seed >> 32));
        return (i % 4) switch
        {
            0 => block.X0,
            1 => block.X1,
            2 => block.X2,
            _ => block.X3,
        };
    }
}
