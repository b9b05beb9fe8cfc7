using Autograd.Ops;
using Xunit;

namespace Autograd.Tests.Backends.Cpu.Loops;

public class ArgReductionTests
{
    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    [InlineData(DType.Int32)]
    [InlineData(DType.Int64)]
    public void TheKernelAgreesWithThePrimitives(DType dtype)
    {
        foreach (var (rows, length, columns) in ((int, int, int)[])[(1, 1, 1), (3, 5, 1), (2, 40, 1), (1, 333, 1), (2, 9, 3), (3, 7, 16), (2, 11, 37), (4, 1, 5)])
        {
            // Few different numbers: many ties.
            var x = Variable.Uniform([rows, length, columns], new RandomGenerator((ulong)length), -4, 4).To(DType.Int32).To(dtype);
            Assert.Equal(ArgReduction.Compose<MaxOp.Rule>(x, 1).ToArray<long>(), x.ArgMax(1).Reshape(rows, columns).ToArray<long>());
            Assert.Equal(ArgReduction.Compose<MinOp.Rule>(x, 1).ToArray<long>(), x.ArgMin(1).Reshape(rows, columns).ToArray<long>());
        }
    }

    [Fact]
    public void ThePrimitivesFindTheFirstNaN()
    {
        var x = Variable.From([1, float.NaN, 9, float.NaN]);
        Assert.Equal(1, ArgReduction.Compose<MaxOp.Rule>(x, 0).Item<long>());
        Assert.Equal(1, ArgReduction.Compose<MinOp.Rule>(x, 0).Item<long>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void PlacesBeyondWhatAFloatCounts(int columns)
    {
        // Float no longer counts so far, and columns take more steps than one walk has.
        const int Length = (1 << 24) + 5;
        var x = Variable.Zeros([Length / columns, columns]);
        x.Update<float>(e => e[^2] = 1);
        var expected = columns == 1 ? [Length - 2] : new long[columns];
        if (columns > 1)
            expected[((Length / columns * columns) - 2) % columns] = (Length / columns) - 1;
        Assert.Equal(expected, x.ArgMax(0).ToArray<long>());
    }
}
