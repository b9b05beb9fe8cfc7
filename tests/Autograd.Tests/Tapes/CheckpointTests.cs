using Autograd.Tests.Support;
using Xunit;

namespace Autograd.Tests.Tapes;

public class CheckpointTests
{
    private static Variable Block(Variable x, Variable w) => ((x * w).Tanh() * x).Exp();

    [Fact]
    public void GradientsAreThoseOfTheFunctionCapturedParametersIncluded()
    {
        var x = Variable.From([0.3, -0.2]).WithGrad();
        var w = Variable.From([0.5, 0.7]).WithGrad();
        using (var tape = new Tape())
            Block(x, w).Sum().Backward();
        var (gx, gw) = (x.Grad!.ToArray<double>(), w.Grad!.ToArray<double>());
        x.ZeroGrad();
        w.ZeroGrad();
        using (var tape = new Tape())
            Checkpoint.Run(u => Block(u, w), x).Sum().Backward();
        Assert.Equal(gx, x.Grad!.ToArray<double>());
        Assert.Equal(gw, w.Grad!.ToArray<double>());
    }

    [Fact]
    public void SecondOrderAndForwardModePass()
    {
        var x = Variable.From([0.3, -0.2]);
        var v = Variable.From([1.0, 2.0]);
        var w = Variable.From([0.5, 0.7]).WithGrad();
        Near.Equal(Derivatives.Hessian(u => Block(u, w).Sum(), x), Derivatives.Hessian(u => Checkpoint.Run(z => Block(z, w), u).Sum(), x));
        Near.Equal(Derivatives.Jvp(u => Block(u, w), x, v).Product, Derivatives.Jvp(u => Checkpoint.Run(z => Block(z, w), u), x, v).Product);
    }

    [Fact]
    public void RandomNumbersAreTheSameInBothRuns()
    {
        var x = Variable.Ones([200], DType.Float64).WithGrad();
        var random = new RandomGenerator(5);
        using var tape = new Tape();
        var y = Checkpoint.Run(u => u.Dropout(0.5, random) * u, x);
        y.Sum().Backward();

        // d/dx of m·x² at 1 is 2m, and y = m.
        Near.Equal([.. y.ToArray<double>().Select(m => 2 * m)], x.Grad!);
    }

    [Fact]
    public void WhatIsInsideIsReleasedAfterTheForwardRun()
    {
        var x = Variable.From([0.3, -0.2]).WithGrad();
        Variable? inside = null;
        using var tape = new Tape();
        var y = Checkpoint.Run(u => (inside = u.Exp()) * 2, x);
        Assert.True(inside!.IsReleased);
        y.Sum().Backward();
        Near.Equal([2 * Math.Exp(0.3), 2 * Math.Exp(-0.2)], x.Grad!);
    }

    [Fact]
    public void ResultsOfTheTapeAroundAreInputsToo()
    {
        var x = Variable.From([0.3, -0.2]).WithGrad();
        using var tape = new Tape();
        var h = x * 2;
        Checkpoint.Run(u => u * h, x).Sum().Backward();
        Near.Equal([1.2, -0.8], x.Grad!);
    }
}
