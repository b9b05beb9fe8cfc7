using Autograd.Tests.Support;
using Xunit;

namespace Autograd.Tests.Backends.Cpu;

[Collection(PoolCollection.Name)]
public class SoftmaxTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheKernelAgreesWithThePrimitives(bool logarithm)
    {
        foreach (var length in (int[])[1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 100])
        {
            var x = Variable.Uniform([5, length], new RandomGenerator((ulong)length), -30, 30, DType.Float64);
            x.Update<double>(e => e[..length].Fill(double.NegativeInfinity));
            Near.Equal(SoftmaxOp.Compose(x, logarithm), logarithm ? x.LogSoftmax() : x.Softmax(), 1e-14);
        }
    }

    [Fact]
    public void ARowDoesNotDependOnItsPlaceOrTheThreads()
    {
        const int Rows = 900;
        const int Length = 37;
        var row = Variable.Normal([1, Length], new RandomGenerator(1));
        var x = row.Expand([Rows, Length]).Clone().WithGrad();
        foreach (var threads in (int[])[1, 2, 4])
        {
            using ThreadCount count = new(threads);
            using var tape = new Tape();
            var (y, z) = (x.Softmax(), x.LogSoftmax());
            var gradient = tape.Gradient(((y * row) + (z * row)).Sum(), x)!;
            foreach (var result in (Variable[])[y, z, gradient])
                Assert.All(result.ToArray<float>().Chunk(Length), values => Assert.Equal(result.ToArray<float>()[..Length], values));
        }
    }

    [Fact]
    public void ProbabilitiesSumToOne()
    {
        var x = Variable.Uniform([50, 1000], new RandomGenerator(2), -80, 80);
        Assert.All(x.Softmax().Sum(1).ToArray<float>(), sum => Assert.Equal(1, sum, 1e-6f));
    }

    [Fact]
    public void OverwritesNoNeighbour()
    {
        // One row of a larger array: what lies behind it must stay, by the forward pass and the backward pass.
        foreach (var length in (int[])[1, 3, 17, 33])
        {
            var (x, y, dx) = (new KernelArray<float>(length), new KernelArray<float>(length), new KernelArray<float>(length));
            x.FillRandom(new Random(3));
            foreach (var logarithm in (bool[])[false, true])
            {
                Run(x, y, dx, length, logarithm);
                Assert.True(x.IsGuarded && y.IsGuarded && dx.IsGuarded);
            }
        }
    }

    private static unsafe void Run(KernelArray<float> x, KernelArray<float> y, KernelArray<float> dx, int length, bool logarithm)
    {
        var arguments = new Autograd.Backends.Cpu.Softmax.SoftmaxArguments<float>
        {
            Rows = 1,
            Length = length,
            Logarithm = logarithm,
            X = x.Pointer,
            Y = y.Pointer,
            DY = x.Pointer,
            DX = dx.Pointer,
        };
        Autograd.Backends.Cpu.Softmax.SoftmaxRows.Forward(in arguments);
        Autograd.Backends.Cpu.Softmax.SoftmaxRows.Backward(in arguments);
    }
}
