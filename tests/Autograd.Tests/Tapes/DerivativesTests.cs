using Autograd.Tests.Support;
using Xunit;

namespace Autograd.Tests.Tapes;

public class DerivativesTests
{
    private static readonly double[] At = [0.3, -0.7, 1.1];

    private static Variable X => Variable.From(At);

    private static Variable Cubic(Variable x) => (x * x * x).Sum();

    [Fact]
    public void GradientNeedsNoTapeAndNoFlag() => Near.Equal([.. At.Select(v => 3 * v * v)], Derivatives.Gradient(Cubic, X));

    [Fact]
    public void JvpPushesTangents()
    {
        var (value, product) = Derivatives.Jvp(x => x.Tanh() * x, X, Variable.From([1.0, 2.0, 3.0]));
        Near.Equal([.. At.Select(v => Math.Tanh(v) * v)], value);
        Near.Equal([.. At.Select((v, i) => (i + 1) * (Math.Tanh(v) + (v * (1 - Math.Pow(Math.Tanh(v), 2)))))], product);
    }

    [Fact]
    public void VjpWalksBack()
    {
        var (_, product) = Derivatives.Vjp(x => x.Exp(), X, Variable.From([1.0, 2.0, 3.0]));
        Near.Equal([.. At.Select((v, i) => (i + 1) * Math.Exp(v))], product);
    }

    [Fact]
    public void JacobianHasTheValuesShapeThenTheInputs()
    {
        var a = Variable.From(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        var jacobian = Derivatives.Jacobian(x => a.MatMul(x), X);
        Near.Equal(a, jacobian);
    }

    [Fact]
    public void HessianOfACubicIsDiagonal()
    {
        var hessian = Derivatives.Hessian(Cubic, X);
        Assert.Equal([3, 3], hessian.Shape);
        Near.Equal([1.8, 0, 0, 0, -4.2, 0, 0, 0, 6.6], hessian);
    }

    [Fact]
    public void HvpIsTheHessianTimesAVector()
    {
        var v = Variable.From([1.0, -1.0, 2.0]);
        static Variable F(Variable x) => (x.Exp().Sum() * x.Tanh().Sum());
        var (gradient, product) = Derivatives.Hvp(F, X, v);
        Near.Equal(Derivatives.Gradient(F, X), gradient);
        Near.Equal(Derivatives.Hessian(F, X).MatMul(v), product);
    }

    [Fact]
    public void ForwardOverForwardDoesNotConfusePerturbations()
    {
        // d/dx [x · d/dy (x + y) at y = 1] = 1; confused perturbations give 2.
        var one = Variable.From(1.0);
        var (_, outer) = Derivatives.Jvp(x => x * Derivatives.Jvp(y => x + y, one, one).Product, one, one);
        Near.Equal([1], outer);
    }

    [Fact]
    public void EveryNestingOfForwardAndReverseGivesTheSecondDerivative()
    {
        var x = Variable.From(0.4);
        var one = Variable.From(1.0);
        static Variable F(Variable x) => (x.Tanh() * x.Exp()).Sum();
        var t = Math.Tanh(0.4);
        var s = 1 - (t * t);
        var expected = Math.Exp(0.4) * (t + (2 * s) - (2 * t * s));
        Near.Equal([expected], Derivatives.Jvp(u => Derivatives.Jvp(F, u, one).Product, x, one).Product);
        Near.Equal([expected], Derivatives.Jvp(u => Derivatives.Gradient(F, u), x, one).Product);
        Near.Equal([expected], Derivatives.Gradient(u => Derivatives.Jvp(F, u, one).Product, x));
        Near.Equal([expected], Derivatives.Gradient(u => Derivatives.Gradient(F, u), x));
        Near.Equal([expected], Derivatives.Hessian(F, x));
    }

    [Fact]
    public void TheyNestInASurroundingTape()
    {
        var w = Variable.From([0.5, 0.25]).WithGrad();
        using var tape = new Tape();
        var g = Derivatives.Gradient(x => (x * x * w).Sum(), Variable.From([3.0, 4.0]));
        g.Sum().Backward();
        Near.Equal([6, 8], w.Grad!);
    }

    [Fact]
    public void ResultsWithoutATapeBelongToTheCaller()
    {
        var gradient = Derivatives.Gradient(Cubic, X);
        GC.Collect();
        using (var tape = new Tape())
            _ = X * 2;
        Near.Equal([.. At.Select(v => 3 * v * v)], gradient);
        Assert.Null(Tape.Active);
    }
}
