using Autograd.Tests.Support;
using Xunit;

namespace Autograd.Tests.Variables;

public class PromotionTests
{
    [Fact]
    public void NumbersTakeTheVariablesDtype()
    {
        Assert.Equal(DType.Float32, (Variable.From([1f]) * 2.5).DType);
        Assert.Equal(DType.Float64, (2 * Variable.From([1.0])).DType);
        Assert.Equal([5], (Variable.From([3]) + 2).ToArray<int>());
        Assert.Equal("mul: the number 0.5 is no int32; cast the Variable first, x.To(DType.Float32)", Assert.Throws<ArgumentException>(() => Variable.From([3]) * 0.5).Message);
    }

    [Fact]
    public void IntegersGiveWayToFloatsAndBoolsToNumbers()
    {
        Assert.Equal(DType.Float32, (Variable.From([1]) + Variable.From([1f])).DType);
        Assert.Equal(DType.Int64, (Variable.From([1]) + Variable.From([1L])).DType);
        Assert.Equal([2], (Variable.From([true]) + Variable.From([1])).ToArray<int>());
    }

    [Fact]
    public void Float32WithFloat64Throws() =>
        Assert.Equal(
            "add: operands are float32 and float64; cast one of them, x.To(DType.Float64) or x.To(DType.Float32)",
            Assert.Throws<ArgumentException>(() => Variable.From([1f]) + Variable.From([1.0])).Message);

    [Fact]
    public void StorageTypesAreCastFirst() =>
        Assert.Equal(
            "exp: elements are float16; cast first, x.To(DType.Float32)",
            Assert.Throws<ArgumentException>(() => Variable.From([(Half)1f]).Exp()).Message);

    [Fact]
    public void CastingPassesGradientsBetweenFloats()
    {
        var x = Variable.From([1f, 2f]).WithGrad();
        using var tape = new Tape();
        var y = x.To(DType.Float64);
        (y * y).Sum().Backward();
        Assert.Equal(DType.Float32, x.Grad!.DType);
        Near.Equal([2, 4], x.Grad!);
    }
}
