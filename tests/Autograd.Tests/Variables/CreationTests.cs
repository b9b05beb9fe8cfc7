using System.Numerics.Tensors;
using Autograd.Tests.Support;
using Xunit;

namespace Autograd.Tests.Variables;

public class CreationTests
{
    [Fact]
    public void FromScalarsArraysSpansAndTensors()
    {
        Assert.Equal(Shape.Scalar, Variable.From(2f).Shape);
        Assert.Equal(DType.Float32, Variable.From(2f).DType);
        Assert.Equal([1, 2, 3], Variable.From([1, 2, 3]).ToArray<int>());
        var two = Variable.From(new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } });
        Assert.Equal([3, 2], two.Shape);
        Near.Equal([1, 2, 3, 4, 5, 6], two);
        Assert.Equal([1, 2, 1], Variable.From(new float[1, 2, 1]).Shape);
        Assert.Equal([1, 1, 2, 1], Variable.From(new long[1, 1, 2, 1]).Shape);
        Assert.Equal([2, 2], Variable.From<float>([1, 2, 3, 4], [2, 2]).Shape);
        Assert.Equal([2, 3], Variable.From(Tensor.Create(new float[6], [2, 3])).Shape);
        Assert.Equal([true, false], Variable.From([true, false]).ToArray<bool>());
        Assert.Equal([(Half)1.5f], Variable.From([(Half)1.5f]).ToArray<Half>());
        Assert.Equal([1.5f], Variable.From([(BFloat16)1.5f]).To(DType.Float32).ToArray<float>());
    }

    [Fact]
    public void TheDataIsCopied()
    {
        double[] data = [1, 2];
        var x = Variable.From(data);
        data[0] = 9;
        Near.Equal([1, 2], x);
    }

    [Fact]
    public void CountsMustMatchTheShape() =>
        Assert.Equal(
            "from: 3 elements do not fill shape [2, 2] of 4; give as many elements as the shape has",
            Assert.Throws<ArgumentException>(() => Variable.From<float>([1, 2, 3], [2, 2])).Message);

    [Fact]
    public void Ranges()
    {
        Near.Equal([0, 1, 2], Variable.Arange(3));
        Near.Equal([1, 0.5, 0, -0.5], Variable.Arange(1, -1, -0.5, DType.Float64));
        Assert.Equal([2, 3, 4], Variable.Arange(2, 5, 1, DType.Int64).ToArray<long>());
        Near.Equal([0, 0.25, 0.5, 0.75, 1], Variable.Linspace(0, 1, 5, DType.Float64));
        Near.Equal([3], Variable.Linspace(3, 9, 1, DType.Float64));
        Near.Equal([1, 0, 0, 1], Variable.Eye(2));
        Near.Equal([7, 7], Variable.Full([2], 7, DType.Float64));
        Assert.Equal([7, 7], Variable.Full([2], 7, DType.Int32).ToArray<int>());
        Assert.Equal(0, Variable.Zeros([0, 3]).Count);
    }

    [Fact]
    public void RandomNumbersDependOnSeedPathAndOrderOnly()
    {
        var a = Variable.Normal([100], new RandomGenerator(3)).ToArray<float>();
        var generator = new RandomGenerator(3);
        Assert.Equal(a, Variable.Normal([100], generator).ToArray<float>());
        var second = Variable.Normal([100], generator).ToArray<float>();
        Assert.NotEqual(a, second);
        Assert.NotEqual(a, Variable.Normal([100], new RandomGenerator(4)).ToArray<float>());
        var fork = new RandomGenerator(3).Fork("dropout");
        Assert.NotEqual(a, Variable.Normal([100], fork).ToArray<float>());
        var resumed = new RandomGenerator(3) { Position = 1 };
        Assert.Equal(second, Variable.Normal([100], resumed).ToArray<float>());
    }

    [Fact]
    public void UniformAndNormalHaveTheirMoments()
    {
        var u = Variable.Uniform([1 << 16], new RandomGenerator(1), -1, 3, DType.Float64).ToArray<double>();
        Assert.InRange(u.Average(), 0.97, 1.03);
        Assert.InRange(u.Min(), -1, -0.999);
        Assert.InRange(u.Max(), 2.999, 3);
        var n = Variable.Normal([1 << 16], new RandomGenerator(1), 2, 0.5, DType.Float64).ToArray<double>();
        Assert.InRange(n.Average(), 1.99, 2.01);
        Assert.InRange(Math.Sqrt(n.Average(v => (v - 2) * (v - 2))), 0.495, 0.505);
    }
}
