using Autograd.GradientChecking;
using Autograd.Tests.Support;
using Xunit;

namespace Autograd.Tests.Tapes;

/// <summary>Laplacian, divergence and curl against their closed forms.</summary>
public class FieldTests
{
    private static readonly double[,] At = { { 0.3, -0.7, 1.1 }, { -1.2, 0.4, 0.2 }, { 0, 2, -0.5 }, { 0.9, 0.1, -1.3 } };

    private static Variable Points => Variable.From(At);

    private static double[] Each(Func<double, double, double, double> f) => [.. Enumerable.Range(0, At.GetLength(0)).Select(i => f(At[i, 0], At[i, 1], At[i, 2]))];

    /// <summary>f = x²y + e^z·x + y³z.</summary>
    private static Variable Scalar(Variable p)
    {
        var (x, y, z) = Parts(p);
        return (x * x * y) + (z.Exp() * x) + (y.Pow(3) * z);
    }

    /// <summary>F = (xy, y²z, tanh(x)·z).</summary>
    private static Variable Vector(Variable p)
    {
        var (x, y, z) = Parts(p);
        return Variable.Stack(-1, x * y, y * y * z, x.Tanh() * z);
    }

    private static (Variable X, Variable Y, Variable Z) Parts(Variable p) =>
        (p.Slice(-1, 0, 1).Squeeze(-1), p.Slice(-1, 1, 1).Squeeze(-1), p.Slice(-1, 2, 1).Squeeze(-1));

    private static double Sech2(double x) => 1 - (Math.Tanh(x) * Math.Tanh(x));

    [Fact]
    public void LaplacianSumsSecondDerivatives()
    {
        Near.Equal(Each((x, y, z) => (2 * y) + (6 * y * z) + (Math.Exp(z) * x)), Derivatives.Laplacian(Scalar, Points));
        Near.Equal(Each((_, y, _) => 2 * y), Derivatives.Laplacian(Scalar, Points, 0));
        Near.Equal(Each((x, y, z) => (6 * y * z) + (Math.Exp(z) * x)), Derivatives.Laplacian(Scalar, Points, 1, -1));
    }

    [Fact]
    public void DivergenceIsTheTraceOfTheJacobian() =>
        Near.Equal(Each((x, y, z) => y + (2 * y * z) + Math.Tanh(x)), Derivatives.Divergence(Vector, Points));

    [Fact]
    public void CurlTurnsInThreeAndTwoDimensions()
    {
        var curl = Derivatives.Curl(Vector, Points);
        Assert.Equal([4, 3], curl.Shape);
        var (first, second, third) = Parts(curl);
        Near.Equal(Each((_, y, _) => -y * y), first);
        Near.Equal(Each((x, _, z) => -Sech2(x) * z), second);
        Near.Equal(Each((x, _, _) => -x), third);

        // F = (−y, x) turns everywhere by 2.
        var plane = Points.Slice(-1, 0, 2);
        var turn = Derivatives.Curl(p => Variable.Concat(-1, -p.Slice(-1, 1, 1), p.Slice(-1, 0, 1)), plane);
        Near.Equal([2, 2, 2, 2], turn);
    }

    [Fact]
    public void ShapesOfPointsArePreserved()
    {
        var grid = Points.Reshape(2, 2, 3);
        Assert.Equal([2, 2], Derivatives.Laplacian(Scalar, grid).Shape);
        Assert.Equal([2, 2], Derivatives.Laplacian(p => Scalar(p).Unsqueeze(-1), grid).Shape);
        Assert.Equal([2, 2], Derivatives.Divergence(Vector, grid).Shape);
        Assert.Equal([2, 2, 3], Derivatives.Curl(Vector, grid).Shape);
        Assert.Equal([], Derivatives.Laplacian(Scalar, Variable.From([1.0, 2.0, 3.0])).Shape);
        Assert.Equal([0], Derivatives.Laplacian(Scalar, Variable.Zeros([0, 3], DType.Float64)).Shape);
    }

    [Fact]
    public void ConstantAndLinearFieldsGiveZero()
    {
        Near.Equal(new double[4], Derivatives.Laplacian(p => p.Sum(-1), Points));
        Near.Equal(new double[4], Derivatives.Laplacian(_ => Variable.Ones([4], DType.Float64), Points));
        Near.Equal(new double[4], Derivatives.Divergence(_ => Variable.Ones([4, 3], DType.Float64), Points));
        Near.Equal(new double[12], Derivatives.Curl(p => p * 3, Points));
    }

    [Fact]
    public void TheyAreDifferentiableUnderATape()
    {
        // What a physics-informed loss needs: the Laplacian's own derivative, by points and by what the field closes over.
        GradCheck.Verify(p => Derivatives.Laplacian(Scalar, p), Points);
        GradCheck.Verify(p => Derivatives.Divergence(Vector, p), Points);
        GradCheck.Verify(p => Derivatives.Curl(Vector, p), Points);
        GradCheck.Verify(w => Derivatives.Laplacian(p => (p.MatMul(w)).Tanh().Sum(-1), Points), Variable.From(new[,] { { 0.3, -0.2 }, { 0.5, 0.4 }, { -0.6, 0.1 } }));
    }

    [Fact]
    public void MistakesAreNamed()
    {
        Assert.Equal(
            "laplacian: the points have shape []; give the coordinates as the last axis, [.., d]",
            Assert.Throws<ArgumentException>(() => Derivatives.Laplacian(Scalar, Variable.From(1.0))).Message);
        Assert.Equal(
            "laplacian: the field gave [4, 3] for points [4, 3]; give a number a point, [4]",
            Assert.Throws<ArgumentException>(() => Derivatives.Laplacian(p => p * 2, Points)).Message);
        Assert.Equal(
            "laplacian: coordinate 3 of points [4, 3]; use −3 to 2",
            Assert.Throws<ArgumentException>(() => Derivatives.Laplacian(Scalar, Points, 3)).Message);
        Assert.Equal(
            "divergence: the field gave [4] for points [4, 3]; give a vector a point, of the points' shape",
            Assert.Throws<ArgumentException>(() => Derivatives.Divergence(Scalar, Points)).Message);
        Assert.Equal(
            "curl: the points [2, 6] have 6 coordinates; there is a curl in two and in three dimensions",
            Assert.Throws<ArgumentException>(() => Derivatives.Curl(Vector, Points.Reshape(2, 6))).Message);
    }
}
