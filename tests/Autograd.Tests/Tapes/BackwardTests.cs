using Autograd.Tests.Support;
using Xunit;

namespace Autograd.Tests.Tapes;

public class BackwardTests
{
    private static Variable Leaf(params double[] values) => Variable.From(values).WithGrad();

    [Fact]
    public void GradientOfAProductChain()
    {
        var x = Leaf(1, 2, 3);
        using var tape = new Tape();
        ((x * x) * x).Sum().Backward();
        Near.Equal([3, 12, 27], x.Grad!);
    }

    [Fact]
    public void NothingIsRecordedWithoutATapeAndBackwardSaysWhatToWrite()
    {
        var x = Leaf(1, 2);
        var y = (x * x).Sum();
        Assert.False(y.RequiresGrad);
        var error = Assert.Throws<InvalidOperationException>(() => y.Backward());
        Assert.Equal(
            "backward: nothing was recorded; write `using var tape = new Tape();` before the forward pass, and ask for gradients with x.RequiresGrad = true",
            error.Message);
    }

    [Fact]
    public void NonScalarRootsNeedACotangent()
    {
        var x = Leaf(1, 2);
        using var tape = new Tape();
        var y = x * x;
        Assert.Equal(
            "backward: the root has shape [2], not a scalar's; reduce it with Sum or Mean, or give a cotangent",
            Assert.Throws<ArgumentException>(() => y.Backward()).Message);
        y.Backward(Variable.From([1.0, 10.0]));
        Near.Equal([2, 40], x.Grad!);
    }

    [Fact]
    public void ACotangentMustFitItsRoot()
    {
        var x = Leaf(1, 2);
        using var tape = new Tape();
        var y = x * x;
        Assert.Contains("the cotangent is float64[3]", Assert.Throws<ArgumentException>(() => y.Backward(Variable.Ones([3], DType.Float64))).Message, StringComparison.Ordinal);
        Assert.Contains("the cotangent is float32[2]", Assert.Throws<ArgumentException>(() => y.Backward(Variable.Ones([2]))).Message, StringComparison.Ordinal);
        Assert.Null(x.Grad);
    }

    [Fact]
    public void SeveralRootsInOneWalk()
    {
        var x = Leaf(2, 3);
        using var tape = new Tape();
        var a = x * x;
        var b = x.Sum();
        Variable.Backward([a, b], [Variable.From([1.0, 1.0]), null]);
        Near.Equal([5, 7], x.Grad!);
    }

    [Fact]
    public void TheSameRootTwiceCountsTwice()
    {
        var x = Leaf(2);
        using var tape = new Tape();
        var y = (x * x).Sum();
        Variable.Backward([y, y], [null, null]);
        Near.Equal([8], x.Grad!);
    }

    [Fact]
    public void ALeafCanBeTheRoot()
    {
        var x = Leaf(2, 3);
        using var tape = new Tape();
        var y = x.Sum();
        Variable.Backward([y, x], [null, Variable.From([5.0, 6.0])]);
        Near.Equal([6, 7], x.Grad!);
    }

    [Fact]
    public void ARootMayBeALeafThatNothingHasRead()
    {
        var x = Leaf(2, 3);
        using var tape = new Tape();
        x.Backward(Variable.From([5.0, 6.0]));
        Near.Equal([5, 6], x.Grad!);
        Near.Equal([1, 1], tape.Gradients([x], [Variable.From([1.0, 1.0])], [x])[0]!);
    }

    [Fact]
    public void GradientsAccumulateAcrossWalksAndTapes()
    {
        var x = Leaf(1, 2);
        for (var step = 0; step < 3; step++)
        {
            using var tape = new Tape();
            (x * x).Sum().Backward();
        }

        Near.Equal([6, 12], x.Grad!);
        x.ZeroGrad();
        Assert.Null(x.Grad);
    }

    [Fact]
    public void ASecondWalkNeedsARetainedGraph()
    {
        var x = Leaf(1, 2);
        using var tape = new Tape();
        var y = (x * x).Sum();
        y.Backward(retainGraph: true);
        y.Backward();
        Near.Equal([4, 8], x.Grad!);
        var error = Assert.Throws<InvalidOperationException>(() => y.Backward());
        Assert.Equal("backward: the graph through sum was already walked and released; pass retainGraph: true to the walk before", error.Message);
        Near.Equal([4, 8], x.Grad!);
    }

    [Fact]
    public void AWalkDoesNotTouchWhatTheRootDoesNotReach()
    {
        var x = Leaf(1, 2);
        var unused = Leaf(5);
        using var tape = new Tape();
        var other = unused * 2;
        (x * x).Sum().Backward();
        Assert.Null(unused.Grad);
        other.Sum().Backward();
        Near.Equal([2], unused.Grad!);
    }

    [Fact]
    public void OneVariableInTwoPlacesSumsBoth()
    {
        var x = Leaf(3);
        using var tape = new Tape();
        (x * x + x / x + x - x).Sum().Backward();
        Near.Equal([6], x.Grad!);
    }

    [Fact]
    public void ADiamondWithSharedCotangentsIsExact()
    {
        // Add hands one buffer to both inputs: accumulating into either in place would spoil the other.
        var x = Leaf(1, 2, 3);
        using var tape = new Tape();
        var a = x + x;
        var b = a + x;
        var c = b + a;
        (c + b).Sum().Backward();
        Near.Equal([8, 8, 8], x.Grad!);
    }

    [Fact]
    public void GradientsReturnsAndDoesNotAccumulate()
    {
        var x = Leaf(1, 2);
        var unreached = Leaf(1);
        using var tape = new Tape();
        var h = x * x;
        var loss = (h * 3).Sum();
        var gradients = tape.Gradients(loss, [x, h, unreached]);
        Near.Equal([6, 12], gradients[0]!);
        Near.Equal([3, 3], gradients[1]!);
        Assert.Null(gradients[2]);
        Assert.Null(x.Grad);
    }

    [Fact]
    public void GradientOfTheRootItselfIsOne()
    {
        var x = Leaf(2);
        using var tape = new Tape();
        var y = (x * x).Sum();
        Near.Equal([1], tape.Gradient(y, y)!);
    }

    [Fact]
    public void HigherOrdersThroughRecordedWalks()
    {
        var x = Leaf(0.7);
        using var tape = new Tape();
        var y = x.Tanh().Sum();
        var first = tape.Gradient(y, x, createGraph: true)!;
        var second = tape.Gradient(first.Sum(), x, createGraph: true)!;
        var third = tape.Gradient(second.Sum(), x, createGraph: true)!;
        var fourth = tape.Gradient(third.Sum(), x)!;
        var t = Math.Tanh(0.7);
        var s = 1 - (t * t);
        Near.Equal([s], first);
        Near.Equal([-2 * t * s], second);
        Near.Equal([(6 * t * t - 2) * s], third);
        Near.Equal([(16 * t - 24 * t * t * t) * s], fourth);
    }

    [Fact]
    public void BackwardWithCreateGraphLetsGradBeDifferentiated()
    {
        var x = Leaf(2, 3);
        using var tape = new Tape();
        (x * x * x).Sum().Backward(createGraph: true);
        var g = x.Grad!;
        Near.Equal([12, 27], g);
        Near.Equal([12, 18], tape.Gradient(g.Sum(), x)!);
    }

    [Fact]
    public void AStrongZeroKeepsTheUnusedBranchOutOfTheGradient()
    {
        var x = Leaf(-1, 0, 4);
        using var tape = new Tape();
        var y = Variable.Where(x > 0, x.Sqrt(), 0);
        y.Sum().Backward(createGraph: true);
        Near.Equal([0, 0, 0.25], x.Grad!);
        Near.Equal([0, 0, -1.0 / 32], tape.Gradient(x.Grad!.Sum(), x)!);
    }

    [Fact]
    public void RowsOfALoopStayLinear()
    {
        // T slices of a [T, n] leaf cost T·n altogether, not T²·n: the region is added in place.
        const int T = 300;
        var x = Variable.Ones([T, 8], DType.Float64).WithGrad();
        using var tape = new Tape();
        var h = Variable.Zeros([8], DType.Float64);
        for (var t = 0; t < T; t++)
            h = h + (x[t] * (t + 1));
        h.Sum().Backward();
        var expected = Enumerable.Range(0, T * 8).Select(i => (double)((i / 8) + 1)).ToArray();
        Near.Equal(expected, x.Grad!);
    }

    [Fact]
    public void DeepChainsDoNotOverflowTheStack()
    {
        var x = Leaf(1);
        using var tape = new Tape();
        var y = x;
        for (var i = 0; i < 100_000; i++)
            y = y * 1.0;
        y.Sum().Backward();
        Near.Equal([1], x.Grad!);
    }

    [Fact]
    public void ChangingASavedValueIsAnErrorThatNamesBoth()
    {
        var x = Leaf(1, 2);
        var w = Leaf(3, 4);
        using var tape = new Tape();
        var y = (x * w).Sum();
        w.Update<double>(e => e[0] = 9);
        var error = Assert.Throws<InvalidOperationException>(() => y.Backward());
        Assert.Equal(
            "backward: mul needs its input 1 as it was, but Update has changed it since; change it after the backward walk, or use a Clone in the forward pass",
            error.Message);
        Assert.Null(x.Grad);
    }

    [Fact]
    public void ChangingAValueNoDerivativeNeedsIsFine()
    {
        var x = Leaf(1, 2);
        var w = Leaf(3, 4);
        using var tape = new Tape();
        var y = (x + w).Sum();
        w.Update<double>(e => e[0] = 9);
        y.Backward();
        Near.Equal([1, 1], x.Grad!);
    }

    [Fact]
    public void IntegersNeverRequireGradients()
    {
        var i = Variable.From([1, 2]);
        var error = Assert.Throws<ArgumentException>(() => i.RequiresGrad = true);
        Assert.Equal("requires_grad: elements are int32; gradients need float32 or float64, x.To(DType.Float32)", error.Message);
        var x = Leaf(1, 2);
        using var tape = new Tape();
        Assert.False((x > 1).RequiresGrad);
        Assert.False(x.To(DType.Int32).RequiresGrad);
    }

    [Fact]
    public void TwoConcurrentWalksIntoOneLeafThrow()
    {
        var shared = Leaf(1);
        using var inHook = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var first = new Thread(() =>
        {
            using var tape = new Tape();
            var h = shared * 2;
            h.RegisterHook(g =>
            {
                inHook.Set();
                go.Wait();
                return null;
            });
            h.Sum().Backward();
        });
        first.Start();
        inHook.Wait(TestContext.Current.CancellationToken);
        using (var tape = new Tape())
        {
            var y = (shared * 3).Sum();
            Assert.Contains("another backward walk is adding", Assert.Throws<InvalidOperationException>(() => y.Backward()).Message, StringComparison.Ordinal);
        }

        go.Set();
        first.Join();
        Near.Equal([2], shared.Grad!);
    }
}
