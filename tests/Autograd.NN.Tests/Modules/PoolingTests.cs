using Xunit;

namespace Autograd.NN.Tests.Modules;

public class PoolingTests
{
    private static readonly Variable Images = Variable.Uniform([2, 3, 5, 6], new RandomGenerator(1), -1, 1);

    [Fact]
    public void ModulesComputeTheirOperation()
    {
        Equal(Images.AvgPool2d(2), new AvgPool2d(2).Call(Images));
        Equal(Images.AvgPool2d((3, 2), 2, 1, true, false), new AvgPool2d((3, 2), 2, 1, ceilMode: true, countIncludePad: false).Call(Images));
        Equal(Images.AdaptiveAvgPool2d((2, 4)), new AdaptiveAvgPool2d((2, 4)).Call(Images));
        Equal(Images.Mean([2, 3], keepAxes: true), new AdaptiveAvgPool2d(1).Call(Images));
    }

    [Fact]
    public void ModulesSayWhatTheyAre()
    {
        Assert.Equal("AvgPool2d(2×2)", new AvgPool2d(2).ToString());
        Assert.Equal("AvgPool2d(3×2, stride 2, padding 1, rounded up, padding not counted)", new AvgPool2d((3, 2), 2, 1, true, false).ToString());
        Assert.Equal("AdaptiveAvgPool2d(1×1)", new AdaptiveAvgPool2d(1).ToString());
        Assert.Equal("Flatten", new Flatten().ToString());
        Assert.Equal("Flatten(-2 to -1)", new Flatten(-2).ToString());
    }

    [Fact]
    public void FlattenMergesTheAxesNamed()
    {
        Assert.Equal([2, 90], new Flatten().Call(Images).Shape);
        Assert.Equal([2, 3, 30], new Flatten(2).Call(Images).Shape);
        Assert.Equal([6, 5, 6], new Flatten(0, 1).Call(Images).Shape);
        Assert.Equal([6, 5, 6], new Flatten(-4, -3).Call(Images).Shape);
        Assert.Equal([4, 1], new Flatten().Call(Variable.Ones([4])).Shape);
        Assert.Equal("Flatten: the input is a scalar; give [batch, …]", Assert.Throws<ArgumentException>(() => new Flatten(0).Call(Variable.From(1f))).Message);
        Assert.Equal("flatten: axis 0 of [4, 2] comes before axis 1; name the outer axis first", Assert.Throws<ArgumentException>(() => new Flatten(1, 0).Call(Variable.Ones([4, 2]))).Message);
    }

    private static void Equal(Variable expected, Variable actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.Equal(expected.ToArray<float>(), actual.ToArray<float>());
    }
}
