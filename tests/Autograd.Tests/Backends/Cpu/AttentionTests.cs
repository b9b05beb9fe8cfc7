using Autograd.Backends;
using Xunit;

namespace Autograd.Tests.Backends.Cpu;

[Collection(PoolCollection.Name)]
public class AttentionTests
{
    [Fact]
    public void MemoryGrowsWithTheSequenceAndNotItsSquare()
    {
        const int Length = 4096;
        var x = Variable.Normal([1, 1, Length, 8], new RandomGenerator(1)).WithGrad();
        CpuMemoryPool.ResetPeak();
        var before = CpuMemoryPool.Statistics.BytesLive;
        using (var tape = new Tape())
            x.ScaledDotProductAttention(x, x, isCausal: true).Sum().Backward();
        var used = CpuMemoryPool.Statistics.BytesPeak - before;
        Assert.InRange(used, 1, 32L * Length * 8 * sizeof(float));
        Assert.True(used < (long)Length * Length * sizeof(float) / 8, $"{used} bytes");
    }

    [Fact]
    public void SteadyStateAllocatesNothing()
    {
        using var one = new ThreadCount(1);
        var random = new RandomGenerator(1);
        var q = Variable.Normal([2, 4, 70, 5], random);
        var k = Variable.Normal([2, 2, 140, 5], random);
        var v = Variable.Normal([2, 2, 140, 3], random);
        var y = Variable.Zeros([2, 4, 70, 3]);
        var sums = Variable.Zeros([2, 4, 70]);
        var (dq, dk, dv) = (Variable.ZerosLike(q), Variable.ZerosLike(k), Variable.ZerosLike(v));
        var kernels = Assert.IsAssignableFrom<IAttentionKernels>(q.Storage.Backend);
        var attributes = new AttentionAttributes(0.5, true, 70, 0.1, random.Next());
        void Run()
        {
            kernels.Attend(q.View, k.View, v.View, null, attributes, y.View, sums.View);
            kernels.AttendVjp(q.View, k.View, v.View, null, attributes, y.View, sums.View, y.View, dq.View, dk.View, dv.View);
        }

        Run();
        Assert.Equal(0, Allocations.OfOneRun(Run));
    }

    [Fact]
    public void EqualQueriesGetEqualBitsWhereverTheyStand()
    {
        var random = new RandomGenerator(1);
        var q = Variable.Normal([1, 5], random).Expand([150, 5]).Clone();
        var y = q.ScaledDotProductAttention(Variable.Normal([131, 5], random), Variable.Normal([131, 7], random)).ToArray<float>();
        for (var row = 1; row < 150; row++)
            Assert.Equal(y[..7], y[(row * 7)..((row + 1) * 7)]);
    }

    [Theory]
    [InlineData(1, 1, 300, 300, 16, true)]
    [InlineData(2, 1, 150, 290, 5, true)]
    [InlineData(2, 2, 70, 140, 8, false)]
    [InlineData(1, 1, 300, 20, 3, false)]
    public void TheNumberOfThreadsDoesNotMatter(int heads, int shared, int queries, int keys, int features, bool causal)
    {
        var random = new RandomGenerator(1);
        var q = Variable.Normal([heads, queries, features], random);
        var k = Variable.Normal([shared, keys, features], random);
        var v = Variable.Normal([shared, keys, features], random);
        var dy = Variable.Normal([heads, queries, features], random);
        float[][] Gradients(int threads)
        {
            using var count = new ThreadCount(threads);
            var (a, b, c) = (q.Clone().WithGrad(), k.Clone().WithGrad(), v.Clone().WithGrad());
            using var tape = new Tape();
            a.ScaledDotProductAttention(b, c, isCausal: causal, dropout: 0.1, random: new RandomGenerator(2)).Backward(dy);
            return [a.Grad!.ToArray<float>(), b.Grad!.ToArray<float>(), c.Grad!.ToArray<float>()];
        }

        Assert.Equal(Gradients(1), Gradients(9));
    }

    [Fact]
    public void ACheckpointDropsTheSameWeights()
    {
        var x = Variable.Normal([2, 9, 4], new RandomGenerator(1), dtype: DType.Float64).WithGrad();
        double[] Gradient(Func<Variable, Variable> call)
        {
            x.ZeroGrad();
            using var tape = new Tape();
            call(x).Sum().Backward();
            return x.Grad!.ToArray<double>();
        }

        var (one, other) = (new RandomGenerator(3), new RandomGenerator(3));
        Assert.Equal(
            Gradient(u => u.ScaledDotProductAttention(u, u, dropout: 0.5, random: one)),
            Gradient(u => Checkpoint.Run(w => w.ScaledDotProductAttention(w, w, dropout: 0.5, random: other), u)));
    }

    [Fact]
    public void ValuesThatMayNotBeSeenBehindTheTilesAreNotRead()
    {
        // Causal tiles beyond the last query are skipped, so what lies there does not matter, not even if it is no number.
        var x = Variable.Normal([64, 4], new RandomGenerator(1));
        var unknown = Variable.Concat(0, x, Variable.Zeros([64, 4]), Variable.Full([64, 4], double.NaN));
        Assert.Equal(
            x.ScaledDotProductAttention(x, x, isCausal: true).ToArray<float>(),
            x.ScaledDotProductAttention(unknown, unknown, isCausal: true).ToArray<float>());
    }
}
