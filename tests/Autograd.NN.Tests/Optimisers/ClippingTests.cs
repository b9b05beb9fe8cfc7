using Xunit;

namespace Autograd.NN.Tests.Optimisers;

public class ClippingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3.5)]
    [InlineData(0.5)]
    [InlineData(double.PositiveInfinity)]
    public void GradientsAreScaledTogether(double p)
    {
        foreach (var dtype in (DType[])[DType.Float32, DType.Float64])
        {
            foreach (var transposed in (bool[])[false, true])
            {
                Variable[] list = [WithGradient([700, 3], 1), WithGradient([5], 2), Variable.Ones([2]).WithGrad(), WithGradient([0, 3], 3)];
                var elements = Elements(list);
                var norm = double.IsPositiveInfinity(p) ? elements.Max(Math.Abs) : Math.Pow(elements.Sum(g => Math.Pow(Math.Abs(g), p)), 1 / p);
                var tolerance = dtype == DType.Float32 ? 1e-6 : 1e-12;
                var handles = list.Select(x => x.Grad).ToArray();

                Assert.Equal(norm, list.ClipGradNorm(norm * 2, p), norm * 1e-12);
                Assert.Equal(elements, Elements(list));
                Assert.Equal(norm, list.ClipGradNorm(norm / 4, p), norm * 1e-12);

                var factor = norm / 4 / (norm + 1e-6);
                Assert.All(elements.Zip(Elements(list)), pair => Assert.Equal(pair.First * factor, pair.Second, tolerance));
                Assert.Equal(handles, list.Select(x => x.Grad));

                Variable WithGradient(Shape shape, int seed)
                {
                    var x = Variable.Ones(shape, dtype).WithGrad();
                    var random = new Random(seed);
                    var numbers = Variable.From([.. Enumerable.Range(0, (int)shape.Count).Select(_ => random.NextDouble() - 0.5)]).To(dtype);
                    x.Grad = transposed && shape.Rank == 2 ? numbers.Reshape(shape[1], shape[0]).T : numbers.Reshape(shape);
                    return x;
                }
            }
        }
    }

    [Fact]
    public void TheNormIsTheReferences()
    {
        // torch.nn.utils.clip_grad_norm_ of [3, 4] and [12] to 6.5: 13.0, then the coefficient 6.5 / (13 + 1e-6).
        Variable[] list = [Variable.Zeros([2], DType.Float64).WithGrad(), Variable.Zeros([1], DType.Float64).WithGrad()];
        (list[0].Grad, list[1].Grad) = (Variable.From([3.0, 4]), Variable.From([12.0]));
        Assert.Equal(13, list.ClipGradNorm(6.5));
        Assert.Equal([1.4999998846153937, 1.9999998461538582], list[0].Grad!.ToArray<double>());
        Assert.Equal([5.999999538461575], list[1].Grad!.ToArray<double>());
    }

    [Fact]
    public void LargeFloatsDoNotOverflow()
    {
        var x = Variable.Ones([2]).WithGrad();
        x.Grad = Variable.From([3e30f, 4e30f]);
        Variable[] list = [x];
        Assert.Equal(5e30, list.ClipGradNorm(5), 1e24);
        Assert.Equal([3f, 4f], x.Grad.ToArray<float>().Select(value => MathF.Round(value, 5)));
    }

    [Fact]
    public void NormsThatAreNotFiniteAreChosenToBeErrors()
    {
        var x = Variable.Ones([3]).WithGrad();
        Variable[] list = [x];
        foreach (var wrong in (float[])[float.NaN, float.PositiveInfinity])
        {
            foreach (var p in (double[])[1, 2, double.PositiveInfinity])
            {
                x.Grad = Variable.From([1f, wrong, 2f]);
                Assert.Equal(
                    $"clip_grad_norm: the norm of the gradients is {(double)wrong}; lower the learning rate or look for the cause under TapeOptions.Diagnose, or scale them anyway with errorIfNonFinite: false",
                    Assert.Throws<InvalidOperationException>(() => list.ClipGradNorm(1, p, errorIfNonFinite: true)).Message);
                Assert.Equal([1f, wrong, 2f], x.Grad.ToArray<float>());
                Assert.Equal(wrong, list.ClipGradNorm(1, p));
                Assert.Equal(float.IsNaN(wrong) ? [float.NaN, float.NaN, float.NaN] : [0, float.NaN, 0], x.Grad.ToArray<float>());
            }
        }
    }

    [Fact]
    public void ElementsAreLimited()
    {
        foreach (var transposed in (bool[])[false, true])
        {
            var (x, y) = (Variable.Ones([2, 2]).WithGrad(), Variable.Ones([3], DType.Float64).WithGrad());
            x.Grad = Variable.From(new[,] { { -3f, float.NaN }, { 0.5f, 2f } });
            if (transposed)
                x.Grad = x.Grad.T.Contiguous().T;
            y.Grad = Variable.From([double.NegativeInfinity, 0.25, 1]);
            Variable[] list = [x, y, Variable.Ones([1]).WithGrad()];
            list.ClipGradValue(0.75);
            Assert.Equal([-0.75f, float.NaN, 0.5f, 0.75f], x.Grad.ToArray<float>());
            Assert.Equal([-0.75, 0.25, 0.75], y.Grad.ToArray<double>());
        }
    }

    [Fact]
    public void ParametersOfModulesAreTakenToo()
    {
        var layer = new Linear(2, 1);
        Assert.Equal(0, layer.Parameters().ClipGradNorm(1));
        layer.Weight.Value.Grad = Variable.From(new[,] { { 3f, 4f } });
        Assert.Equal(5, layer.Parameters().ClipGradNorm(10));
        layer.Parameters().ClipGradValue(3.5);
        Assert.Equal([3f, 3.5f], layer.Weight.Grad!.ToArray<float>());
    }

    [Fact]
    public void ThreadsDoNotMatter()
    {
        var before = AutogradOptions.Threads;
        try
        {
            Assert.Equal(Run(1), Run(4));
        }
        finally
        {
            AutogradOptions.Threads = before;
        }

        static double Run(int threads)
        {
            AutogradOptions.Threads = threads;
            var x = Variable.Zeros([300_001]).WithGrad();
            x.Grad = Variable.Normal([300_001], new RandomGenerator(3));
            Variable[] list = [x];
            return list.ClipGradNorm(1) + x.Grad.ToArray<float>().Sum(value => (double)value);
        }
    }

    [Fact]
    public void ErrorsSayWhatToDo()
    {
        var x = Variable.Ones([2]).WithGrad();
        Variable[] list = [x];
        Assert.Equal("clip_grad_norm: the greatest norm is -1; use a number of 0 or more", Assert.Throws<ArgumentException>(() => list.ClipGradNorm(-1)).Message);
        Assert.Equal(
            "clip_grad_norm: p is 0; use a number above 0, or double.PositiveInfinity for the largest element",
            Assert.Throws<ArgumentException>(() => list.ClipGradNorm(1, 0)).Message);
        Assert.Equal("clip_grad_value: the limit is NaN; use a number of 0 or more", Assert.Throws<ArgumentException>(() => list.ClipGradValue(double.NaN)).Message);
        using var tape = new Tape();
        (x * x).Sum().Backward(createGraph: true);
        Assert.Equal(
            "clip_grad_norm: the gradient of shape [2] is itself recorded; walk back without createGraph, or scale the loss",
            Assert.Throws<InvalidOperationException>(() => list.ClipGradNorm(1)).Message);
        Assert.Throws<InvalidOperationException>(() => list.ClipGradValue(1));
    }

    private static double[] Elements(Variable[] list) =>
        [.. list.Where(x => x.Grad is not null).SelectMany(x => x.Grad!.To(DType.Float64).ToArray<double>())];
}
