using Xunit;

namespace Autograd.NN.Tests.Modules;

public class LayerTests
{
    [Fact]
    public void LayersSayWhatTheyAre()
    {
        Assert.Equal("Conv2d(3 → 8, 3×5, stride 2, padding (1, 2), dilation 2, 1 groups, no bias)".Replace(", 1 groups", string.Empty, StringComparison.Ordinal),
            new Conv2d(3, 8, (3, 5), stride: 2, padding: (1, 2), dilation: 2, bias: false).ToString());
        Assert.Equal("Conv2d(4 → 8, 1×1, 2 groups)", new Conv2d(4, 8, 1, groups: 2).ToString());
        Assert.Equal("MaxPool2d(2×2)", new MaxPool2d(2).ToString());
        Assert.Equal("MaxPool2d(3×3, stride 2, padding 1)", new MaxPool2d(3, stride: 2, padding: 1).ToString());
        Assert.Equal("Linear(2 → 3)", new Linear(2, 3).ToString());
        Assert.Equal("Linear(2 → 3, no bias, Gelu)", new Linear(2, 3, bias: false, activation: Activation.Gelu).ToString());
        Assert.Equal("ReLU", new ReLU().ToString());
    }

    [Fact]
    public void SizesAreChecked()
    {
        Assert.Equal("Linear: 0 inputs, 3 outputs; give 1 or more", Assert.Throws<ArgumentException>(() => new Linear(0, 3)).Message);
        Assert.Equal("Linear: there is no activation 7; use one that Activation names", Assert.Throws<ArgumentException>(() => new Linear(1, 3, activation: (Activation)7)).Message);
        Assert.Throws<ArgumentException>(() => new Conv2d(0, 3, 3));
        Assert.Equal("Conv2d: 2 groups do not divide 3 inputs and 4 outputs; use a common divisor", Assert.Throws<ArgumentException>(() => new Conv2d(3, 4, 3, groups: 2)).Message);
        Assert.Throws<ArgumentException>(() => new Flatten().Call(Variable.From(1f)));
    }

    [Fact]
    public void LayersComputeTheirFormula()
    {
        var x = Variable.Uniform([2, 3, 4, 4], new RandomGenerator(1), -1, 1);
        var conv = new Conv2d(3, 5, 3, padding: 1);
        var linear = new Linear(4, 6);

        Equal(x.Conv2d(conv.Weight, conv.Bias, padding: 1), conv.Call(x));
        Equal(x.Linear(linear.Weight, linear.Bias), linear.Call(x));
        var activated = new Linear(4, 6, activation: Activation.Silu);
        Equal(x.Linear(activated.Weight, activated.Bias).Silu(), activated.Call(x));
        Equal(x.MaxPool2d(2), new MaxPool2d(2).Call(x));
        Equal(x.Relu(), new ReLU().Call(x));
        Equal(x.Tanh(), new Tanh().Call(x));
        Equal(x.Sigmoid(), new Sigmoid().Call(x));
        Assert.Equal([2, 48], new Flatten().Call(x).Shape);
        Assert.Equal([5, 0], new Flatten().Call(Variable.Zeros([5, 0, 3])).Shape);
        var logits = Variable.Normal([4, 3], new RandomGenerator(2));
        var targets = Variable.From([0L, 1, 2, 1]);
        Equal(logits.CrossEntropy(targets), new CrossEntropyLoss().Call(logits, targets));
        Equal(logits.CrossEntropy(targets, LossReduction.Sum, labelSmoothing: 0.1), new CrossEntropyLoss(LossReduction.Sum, 0.1).Call(logits, targets));
    }

    [Fact]
    public void SoftmaxAlongItsAxis()
    {
        var x = Variable.Normal([3, 4], new RandomGenerator(1));
        Equal(x.Softmax(), new Softmax().Call(x));
        Equal(x.Softmax(0), new Softmax(0).Call(x));
        Equal(x.LogSoftmax(0), new LogSoftmax(0).Call(x));
        Assert.Equal("Softmax(axis -1)", new Softmax().ToString());
        Assert.Equal("LogSoftmax(axis 0)", new LogSoftmax(0).ToString());
    }

    private static void Equal(Variable expected, Variable actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.Equal(expected.ToArray<float>(), actual.ToArray<float>());
    }
}
