using Xunit;

namespace Autograd.Ilgpu.Tests;

public sealed class RandomTests
{
    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void NumbersAreTheCpus(DType dtype)
    {
        Accelerated.Require();
        foreach (var count in new[] { 1, 4, 7 })
        {
            Accelerated.AssertClose(
                Variable.Uniform([count], new RandomGenerator(5), -2, 3, dtype), Variable.Uniform([count], new RandomGenerator(5), -2, 3, dtype, Accelerated.Device), 0);
            Accelerated.AssertClose(
                Variable.Normal([count], new RandomGenerator(6), 0, 2, dtype), Variable.Normal([count], new RandomGenerator(6), 0, 2, dtype, Accelerated.Device), 4);
        }
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void DropoutMasksAreTheCpus(DType dtype)
    {
        foreach (var p in new[] { 0.3, 1.0 })
            Accelerated.AssertAgrees(x => x[0].Dropout(p, new RandomGenerator(9)), 0, Variable.Ones([3, 7], dtype));
    }
}
