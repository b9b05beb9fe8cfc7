using Xunit;

namespace Autograd.NN.Tests.Modules;

public class ActivationTests
{
    private static readonly Variable X = Variable.From([-30f, -2f, -0.5f, 0f, 0.25f, 3f, 30f]);

    [Fact]
    public void ActivationsComputeTheirFormula()
    {
        Equal(X.Gelu(), new Gelu().Call(X));
        Equal(X.Gelu(GeluForm.Tanh), new Gelu(GeluForm.Tanh).Call(X));
        Equal(X * X.Sigmoid(), new SiLU().Call(X), 1e-6f);
        Equal((1 + X[1..6].Exp()).Log(), new Softplus().Call(X[1..6]), 1e-6f);
        Equal(X.Softplus(2, 5), new Softplus(2, 5).Call(X));
        Equal(Variable.Where(X > 0, X, 0.01 * X), new LeakyReLU().Call(X));
        Equal(Variable.Where(X > 0, X, 0.2 * X), new LeakyReLU(0.2).Call(X));
        Equal(Variable.Where(X > 0, X, X.Exp() - 1), new ELU().Call(X), 1e-6f);
        Equal(X.Elu(0.3), new ELU(0.3).Call(X));
        Equal(X, new Identity().Call(X));
    }

    [Fact]
    public void ActivationsSayWhatTheyAre()
    {
        Assert.Equal("Gelu", new Gelu().ToString());
        Assert.Equal("Gelu(Tanh)", new Gelu(GeluForm.Tanh).ToString());
        Assert.Equal("SiLU", new SiLU().ToString());
        Assert.Equal("Softplus(β 1, threshold 20)", new Softplus().ToString());
        Assert.Equal("LeakyReLU(0.01)", new LeakyReLU().ToString());
        Assert.Equal("ELU(0.5)", new ELU(0.5).ToString());
        Assert.Equal("Identity", new Identity().ToString());
        Assert.Equal((1.0, 20.0, 0.01, 1.0), (new Softplus().Beta, new Softplus().Threshold, new LeakyReLU().Slope, new ELU().Alpha));
        Assert.Equal(GeluForm.Erf, new Gelu().Form);
    }

    [Fact]
    public void ABetaOf0IsRefused() =>
        Assert.Equal(
            "Softplus: β is 0; use a number other than 0, usually above it", Assert.Throws<ArgumentException>(() => new Softplus(0)).Message);

    [Fact]
    public void GradientsPassThroughAStackOfThem()
    {
        var x = Variable.From([-1.5f, -0.25f, 0.75f, 2f]).WithGrad();
        var model = new Sequential(new Gelu(), new SiLU(), new Identity(), new LeakyReLU(), new ELU(), new Softplus());
        using var tape = new Tape();
        var expected = tape.Gradient(x.Gelu().Silu().LeakyRelu().Elu().Softplus().Sum(), x);
        var actual = tape.Gradient(model.Call(x).Sum(), x);
        Assert.NotNull(expected);
        Assert.NotNull(actual);
        Equal(expected, actual);
    }

    private static void Equal(Variable expected, Variable actual, float tolerance = 0)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        foreach (var (a, b) in expected.ToArray<float>().Zip(actual.ToArray<float>()))
            Assert.Equal(a, b, tolerance * Math.Max(1, Math.Abs(a)));
    }
}
