using Autograd.Ops;
using Autograd.Tests.Backends.Cpu;
using Xunit;

namespace Autograd.Tests.Profiling;

/// <summary>A profile counts what was done, each thing once and under its own name. It sees the whole process, so these tests run alone.</summary>
[Collection(PoolCollection.Name)]
public class ProfileTests
{
    [Fact]
    public void ForwardAndBackwardAreCountedApartWithTheirBytesAndFlops()
    {
        var a = Variable.Ones([3, 5]).WithGrad();
        var b = Variable.Ones([5, 7]).WithGrad();
        using var profile = Profile.Start();
        using (var tape = new Tape())
            a.MatMul(b).Backward(Variable.Ones([3, 7]));
        profile.Dispose();

        var forward = Single(profile, "matmul", ProfilePhase.Forward);
        Assert.Equal((1, 2 * 3 * 5 * 7, 4 * (15 + 35 + 21)), (forward.Calls, forward.Flops, forward.Bytes));

        // The derivative reads the cotangent and both operands and writes two gradients; its own products are calls of their own, inside.
        var backward = profile.Rows(ProfileGrouping.Operation).Where(row => row is { Operation: "matmul", Phase: ProfilePhase.Backward }).Single();
        Assert.True(backward.Flops >= 4 * 3 * 5 * 7);
        Assert.Equal(string.Empty, forward.Module);
        Assert.InRange(forward.Time, TimeSpan.Zero, profile.Elapsed);
    }

    [Fact]
    public void AnElementwiseDerivativeCountsWhatItReadsAndWrites()
    {
        var x = Variable.Ones([10]).WithGrad();
        using var profile = Profile.Start();
        using (var tape = new Tape())
            x.Tanh().Backward(Variable.Ones([10]));
        var backward = Single(profile, "tanh", ProfilePhase.Backward);

        // y and dy are read, dx is written.
        Assert.Equal((1, 10, 3 * 40), (backward.Calls, backward.Flops, backward.Bytes));
    }

    [Fact]
    public void ViewsAreFreeAndRepeatedElementsCountOnce()
    {
        var x = Variable.Ones([4]);
        using var profile = Profile.Start();
        _ = x.Expand([3, 4]) + Variable.Ones([3, 4]);
        var expand = Single(profile, "expand", ProfilePhase.Forward);
        Assert.Equal((1, 0, 0), (expand.Calls, expand.Flops, expand.Bytes));
        Assert.Equal(4 * (4 + 12 + 12), Single(profile, "add", ProfilePhase.Forward).Bytes);
    }

    [Fact]
    public void AFusedOperationsArithmeticIsItsDecompositionsAndThatIsNotCountedAsCalls()
    {
        var x = Variable.Ones([2, 4]);
        var w = Variable.Ones([3, 4]);
        var b = Variable.Ones([3]);
        using var profile = Profile.Start();
        for (var i = 0; i < 2; i++)
            _ = x.Linear(w, b);
        var linear = Single(profile, "linear", ProfilePhase.Forward);
        Assert.Equal((2, 2 * ((2 * 2 * 3 * 4) + (2 * 3))), (linear.Calls, linear.Flops));
        Assert.DoesNotContain(profile.Rows(), row => row.Operation is "matmul" or "add");
    }

    [Fact]
    public void OnlyTheProductsThatAreNeededCountInALinearMapsDerivative()
    {
        var x = Variable.Ones([2, 4]);
        var w = Variable.Ones([3, 4]).WithGrad();
        long Flops()
        {
            using var profile = Profile.Start();
            using var tape = new Tape();
            x.Linear(w).Backward(Variable.Ones([2, 3]));
            return Single(profile, "linear", ProfilePhase.Backward).Flops;
        }

        var one = Flops();
        x.RequiresGrad = true;
        Assert.Equal((2 * 2 * 3 * 4, 2 * 2 * 2 * 3 * 4), (one, Flops()));
    }

    [Fact]
    public void WhatARecordedWalkComputesIsBackward()
    {
        var x = Variable.Full([3], 0.5).WithGrad();
        using var profile = Profile.Start();
        using (var tape = new Tape())
        {
            var first = tape.Gradient(x.Tanh().Sum(), x, createGraph: true)!;
            first.Sum().Backward();
        }

        Assert.Equal(1, Single(profile, "tanh", ProfilePhase.Forward).Calls);
        Assert.Contains(profile.Rows(), row => row is { Operation: "tanh_slope", Phase: ProfilePhase.Backward });
        Assert.DoesNotContain(profile.Rows(), row => row is { Operation: "tanh_slope", Phase: ProfilePhase.Forward });
    }

    [Fact]
    public void TimesAddUp()
    {
        var x = Variable.Ones([64, 64]).WithGrad();
        using var profile = Profile.Start();
        for (var i = 0; i < 20; i++)
        {
            using var tape = new Tape();
            x.MatMul(x).Tanh().Sum().Backward();
        }

        profile.Dispose();
        var rows = profile.Rows();
        var inside = rows.Aggregate(TimeSpan.Zero, (sum, row) => sum + row.Time);
        Assert.All(rows, row => Assert.InRange(row.Time, TimeSpan.Zero, row.TotalTime));
        Assert.True(inside > TimeSpan.Zero && inside + profile.Outside <= profile.Elapsed + TimeSpan.FromMicroseconds(rows.Count));
        Assert.Equal(rows.OrderByDescending(row => row.Time), rows);
    }

    [Fact]
    public void AnOperationThatThrowsLeavesTheProfileInOrder()
    {
        using var profile = Profile.Start();
        Assert.Throws<ArgumentException>(() => Variable.From([true]).Tanh());
        _ = Variable.Ones([1]).Tanh();
        Assert.Equal(2, Single(profile, "tanh", ProfilePhase.Forward).Calls);
        Assert.Equal(4 + 4, Single(profile, "tanh", ProfilePhase.Forward).Bytes);
    }

    [Fact]
    public void OneProfileRunsAtATime()
    {
        using (Profile.Start())
        {
            var error = Assert.Throws<InvalidOperationException>(() => Profile.Start());
            Assert.Equal("profile: another profile is running in this process; dispose that one first", error.Message);
        }

        using var next = Profile.Start();
        Assert.Empty(next.Rows());
    }

    [Fact]
    public void NothingIsCountedBeforeOrAfter()
    {
        var x = Variable.Ones([1]);
        _ = x.Exp();
        var profile = Profile.Start();
        _ = x.Exp();
        profile.Dispose();
        var elapsed = profile.Elapsed;
        _ = x.Exp();
        Assert.Equal(1, Single(profile, "exp", ProfilePhase.Forward).Calls);
        Assert.Equal(elapsed, profile.Elapsed);
    }

    [Fact]
    public void EveryThreadCounts()
    {
        using var profile = Profile.Start();
        var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            var x = Variable.Ones([1]);
            for (var i = 0; i < 50; i++)
                x.Exp();
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Equal(200, Single(profile, "exp", ProfilePhase.Forward).Calls);
    }

    [Fact]
    public void RegionsAreRowsOfTheirOwn()
    {
        using (Profile.Region("unmeasured"))
            _ = Variable.Ones([1]).Exp();
        using var profile = Profile.Start();
        using (Profile.Region("load"))
        {
            Thread.Sleep(5);
            _ = Variable.Ones([1]).Exp();
        }

        var load = Single(profile, "load", ProfilePhase.Region);
        Assert.True(load.Time >= TimeSpan.FromMilliseconds(4) && load.TotalTime >= load.Time);
        Assert.Equal(2, profile.Rows().Count);
    }

    [Fact]
    public void LaunchesCountForTheCallThatMakesThem()
    {
        using var profile = Profile.Start();
        _ = Operation.Apply(new Launching(), Variable.Ones([1]));
        Assert.Equal(2, Single(profile, "launching", ProfilePhase.Forward).Launches);
        Assert.Contains("launches", profile.Table(), StringComparison.Ordinal);
    }

    [Fact]
    public void MeasuringChangesNoBit()
    {
        var random = new RandomGenerator(3);
        var x = Variable.Normal([5, 8], random).WithGrad();
        var w = Variable.Normal([6, 8], random).WithGrad();
        float[] Gradient()
        {
            x.ZeroGrad();
            using var tape = new Tape();
            x.Linear(w).Gelu().Softmax().Square().Sum().Backward();
            return x.Grad!.ToArray<float>();
        }

        var plain = Gradient();
        using var profile = Profile.Start();
        Assert.Equal(plain, Gradient());
    }

    [Fact]
    public void TheTableNamesEverythingAndTellsTheRestTogether()
    {
        var x = Variable.Ones([1000]).WithGrad();
        using var profile = Profile.Start();
        using (var tape = new Tape())
            (x.Exp() * x).Sum().Backward();
        profile.Dispose();
        var table = profile.Table();
        foreach (var part in new[] { "operation", "phase", "calls", "time", "share", "GB/s", "exp", "mul", "sum", "forward", "backward", "outside operations", "100.0 %" })
            Assert.Contains(part, table, StringComparison.Ordinal);
        Assert.DoesNotContain("launches", table, StringComparison.Ordinal);
        Assert.DoesNotContain("module", profile.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{profile.Rows(ProfileGrouping.Operation).Count - 1} more", profile.Table(rows: 1), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => profile.Table(rows: 0));
    }

    private static ProfileRow Single(Profile profile, string operation, ProfilePhase phase) =>
        profile.Rows().Single(row => row.Operation == operation && row.Phase == phase);

    private sealed class Launching : Operation
    {
        public override bool IsDifferentiable => false;

        protected internal override void Forward(in ForwardContext context)
        {
            Profile.CountLaunch("one");
            Profile.CountLaunch("two");
            context.SetOutput(context.Allocate(context[0].Shape, context[0].DType));
        }

        protected internal override void Vjp(in VjpContext context, in GradientSink sink) => throw new InvalidOperationException();

        protected internal override void Jvp(in JvpContext context) => throw new InvalidOperationException();
    }
}
