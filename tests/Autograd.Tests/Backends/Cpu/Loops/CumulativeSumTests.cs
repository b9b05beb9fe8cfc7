using Autograd.Tests.Support;
using Xunit;

namespace Autograd.Tests.Backends.Cpu.Loops;

[Collection(PoolCollection.Name)]
public class CumulativeSumTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheKernelAgreesWithThePrimitives(bool reverse)
    {
        foreach (var (rows, length, columns) in ((int, int, int)[])[(1, 1, 1), (3, 5, 1), (2, 100, 1), (2, 9, 3), (3, 7, 64), (2, 11, 65), (4, 1, 5), (2, 0, 3)])
        {
            var x = Variable.Uniform([rows, length, columns], new RandomGenerator((ulong)length), -4, 4, DType.Float64);
            Near.Equal(CumSumOp.Compose(x, 1, reverse), x.CumSum(1, reverse));
            var whole = x.To(DType.Int32);
            Assert.Equal(CumSumOp.Compose(whole, 1, reverse).ToArray<int>(), whole.CumSum(1, reverse).ToArray<int>());
        }
    }

    [Fact]
    public void ALongSumOfFloatsKeepsItsDigits()
    {
        const int Length = 1 << 20;
        var y = Variable.Full([Length], 0.1).CumSum(0);
        Assert.Equal((float)(Length * (double)0.1f), y[^1].Item<float>(), 1e-2f);
    }

    [Fact]
    public void ThreadsDoNotChangeBits()
    {
        var x = Variable.Normal([40, 70, 130], new RandomGenerator(1));
        var results = new List<float[]>();
        foreach (var threads in (int[])[1, 3])
        {
            using ThreadCount count = new(threads);
            results.Add(x.CumSum(1).ToArray<float>());
        }

        Assert.Equal(results[0], results[1]);
    }
}
