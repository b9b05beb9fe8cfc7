using Autograd.Ops;
using Autograd.Tests.Support;
using Xunit;

namespace Autograd.Tests.Tapes;

public class OwnershipTests
{
    private static Variable Leaf(params double[] values) => Variable.From(values).WithGrad();

    [Fact]
    public void ResultsAreReleasedWithTheirTape()
    {
        var x = Leaf(1, 2);
        Variable y;
        using (var tape = new Tape())
        {
            y = x * x;
            Near.Equal([1, 4], y);
        }

        Assert.True(y.IsReleased);
        var error = Assert.Throws<ReleasedVariableException>(() => y + 1);
        Assert.Equal(
            "add: the result of mul, shape [2], was released with its tape or scope; read it before, or take it out with Keep() (Detach().Keep() for state carried to the next step)",
            error.Message);
        Assert.Throws<ReleasedVariableException>(() => y.ToArray<double>());
    }

    [Fact]
    public void PausedResultsBelongToTheTapeToo()
    {
        var x = Leaf(1, 2);
        Variable y;
        using (var tape = new Tape())
        {
            using (tape.Pause())
                y = x * x;
            Assert.False(y.RequiresGrad);
            Assert.True((x * x).RequiresGrad);
        }

        Assert.True(y.IsReleased);
    }

    [Fact]
    public void DataAndGradientsOutliveTheTape()
    {
        var x = Leaf(1, 2);
        Variable data;
        using (var tape = new Tape())
        {
            data = Variable.Zeros([2], DType.Float64);
            (x * x).Sum().Backward();
        }

        Near.Equal([0, 0], data);
        Near.Equal([2, 4], x.Grad!);
    }

    [Fact]
    public void KeepTakesAStorageOutWithAllItsViews()
    {
        var x = Leaf(1, 2, 3);
        Variable y, view;
        using (var tape = new Tape())
        {
            y = x * 2;
            view = y[1..];
            view.Keep();
        }

        Near.Equal([2, 4, 6], y);
        Near.Equal([4, 6], view);
    }

    [Fact]
    public void CarriedStateIsDetachedAndKept()
    {
        var w = Leaf(2);
        var h = Variable.From([1.0]);
        for (var step = 0; step < 3; step++)
        {
            w.ZeroGrad();
            using var tape = new Tape();
            h = h * w;
            h.Sum().Backward();
            h = h.Detach().Keep();
        }

        Near.Equal([8], h);
        Near.Equal([4], w.Grad!);
    }

    [Fact]
    public void AKeptResultIsPlainDataOnceItsTapeHasEnded()
    {
        var x = Leaf(3);
        Variable y;
        using (var tape = new Tape())
            y = (x * x).Keep();
        Assert.False(y.RequiresGrad);
        Assert.True(y.IsLeaf);
        using var next = new Tape();
        Assert.False((y * 2).RequiresGrad);
    }

    [Fact]
    public void IntermediateResultsStayReadableAfterTheWalk()
    {
        var x = Leaf(1, 2);
        using var tape = new Tape();
        var h = x.Exp();
        h.Sum().Backward();
        Near.Equal([Math.E, Math.E * Math.E], h);
    }

    [Fact]
    public void AScopeReleasesWhatItDoesNotReturn()
    {
        Variable inner, result;
        var x = Variable.From([1.0, 2.0]);
        using (var scope = new Scope())
        {
            inner = x * 3;
            result = scope.Return(inner + 1);
        }

        Assert.True(inner.IsReleased);
        Near.Equal([4, 7], result);
    }

    [Fact]
    public void AScopeUnderATapeKeepsWhatDerivativesSaved()
    {
        var x = Leaf(0.5, 1);
        using var tape = new Tape();
        Variable saved, notSaved, result;
        using (var scope = new Scope())
        {
            saved = x.Tanh();
            notSaved = saved + 1;
            result = scope.Return((notSaved * 2).Sum());
        }

        Assert.False(saved.IsReleased);
        Assert.True(notSaved.IsReleased);
        result.Backward();
        Near.Equal([2 * (1 - Math.Pow(Math.Tanh(0.5), 2)), 2 * (1 - Math.Pow(Math.Tanh(1), 2))], x.Grad!);
    }

    [Fact]
    public void OuterResultsAreLeavesOfInnerTapes()
    {
        var x = Leaf(3);
        using var outer = new Tape();
        var h = x * x;
        using (var inner = new Tape())
        {
            var y = (h * 5).Sum();
            Near.Equal([5], inner.Gradient(y, h)!);
            Assert.Null(inner.Gradients((h * 5).Sum(), [x])[0]);
        }

        h.Sum().Backward();
        Near.Equal([6], x.Grad!);
    }

    [Fact]
    public async Task TheTapeFollowsTheLogicalCallAcrossAwait()
    {
        var x = Leaf(1, 2);
        using var tape = new Tape();
        var h = x * x;
        await Task.Yield();
        await Task.Run(() => Assert.Same(tape, Tape.Active), TestContext.Current.CancellationToken);
        var y = await Task.Run(() => (h * h).Sum(), TestContext.Current.CancellationToken);
        await Task.Delay(1, TestContext.Current.CancellationToken);
        y.Backward();
        Near.Equal([4, 32], x.Grad!);
        Assert.Same(tape, Tape.Active);
    }

    [Fact]
    public async Task EndedTapesAreNotAmbientForWorkThatOutlivesThem()
    {
        Task<bool> late;
        using var gate = new ManualResetEventSlim();
        using (new Tape())
        {
            late = Task.Run(() =>
            {
                gate.Wait();
                return Tape.Active is null;
            });
        }

        gate.Set();
        Assert.True(await late);
    }

    [Fact]
    public void ManyTapesOnManyThreads()
    {
        var results = new double[8];
        Parallel.For(0, results.Length, i =>
        {
            var x = Variable.From([(double)i]).WithGrad();
            for (var step = 0; step < 50; step++)
            {
                x.ZeroGrad();
                using var tape = new Tape();
                (x * x * x).Sum().Backward();
            }

            results[i] = x.Grad!.Item<double>();
        });
        Assert.Equal(Enumerable.Range(0, 8).Select(i => 3.0 * i * i), results);
    }

    [Fact]
    public async Task OverlappingUseOfOneTapeThrows()
    {
        var x = Leaf(1, 2);
        using var tape = new Tape();
        using var inside = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var slow = Task.Run(() => Operation.Apply(new WaitingOp(inside, go), x), TestContext.Current.CancellationToken);
        inside.Wait(TestContext.Current.CancellationToken);
        var error = Assert.Throws<InvalidOperationException>(x.Exp);
        Assert.Equal("exp: two threads use one tape at the same time; give each thread its own tape, or do the work one after the other", error.Message);
        go.Set();
        (await slow).Sum().Backward();
        Near.Equal([1, 1], x.Grad!);
    }

    [Fact]
    public void ZeroGradReleasesTheOldGradient()
    {
        var x = Leaf(1, 2);
        using (var tape = new Tape())
            (x * x).Sum().Backward();
        var old = x.Grad!;
        x.ZeroGrad();
        Assert.True(old.IsReleased);
    }

    [Fact]
    public void ZeroGradNeverReleasesAGradientTheUserSet()
    {
        var x = Leaf(1, 2);
        var mine = Variable.From([5.0, 6.0]);
        x.Grad = mine;
        x.ZeroGrad();
        Near.Equal([5, 6], mine);
    }

    /// <summary>The identity, slowly.</summary>
    private sealed class WaitingOp(ManualResetEventSlim inside, ManualResetEventSlim go) : Operation
    {
        protected internal override void Forward(in ForwardContext context)
        {
            inside.Set();
            go.Wait();
            context.SetOutput(context[0]);
        }

        protected internal override void Vjp(in VjpContext context, in GradientSink sink) => sink.Add(0, context.Cotangent);

        protected internal override void Jvp(in JvpContext context) => context.SetLinear(this);
    }
}
