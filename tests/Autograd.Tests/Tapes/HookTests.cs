using Autograd.Tests.Support;
using Xunit;

namespace Autograd.Tests.Tapes;

public class HookTests
{
    [Fact]
    public void AHookSeesTheCompletedSlotOnceAndMayReplaceIt()
    {
        var x = Variable.From([1.0, 2.0]).WithGrad();
        using var tape = new Tape();
        var h = x * 3;
        var seen = new List<double[]>();
        h.RegisterHook(g =>
        {
            seen.Add(g.ToArray<double>());
            return g * 10;
        });
        (h * h + h).Sum().Backward();
        Assert.Equal([7.0, 13.0], Assert.Single(seen));
        Near.Equal([210, 390], x.Grad!);
    }

    [Fact]
    public void LeafHooksRunBeforeTheGradientArrives()
    {
        var x = Variable.From([1.0, 2.0]).WithGrad();
        using var registration = x.RegisterHook(g => g * -1);
        using (var tape = new Tape())
            (x * x).Sum().Backward();
        Near.Equal([-2, -4], x.Grad!);
        registration.Dispose();
        x.ZeroGrad();
        using (var tape = new Tape())
            (x * x).Sum().Backward();
        Near.Equal([2, 4], x.Grad!);
    }

    [Fact]
    public void WhatAHookSawStaysReadableUntilTheTapeEnds()
    {
        var x = Variable.From([1.0, 2.0]).WithGrad();
        Variable? seen = null;
        using (var tape = new Tape())
        {
            var h = x * 3;
            h.RegisterHook(g =>
            {
                seen = g;
                return null;
            });
            (h * h).Sum().Backward();
            Near.Equal([6, 12], seen!);
            for (var i = 0; i < 20; i++)
                _ = x * i;
            Near.Equal([6, 12], seen!);
        }

        Assert.True(seen!.IsReleased);
    }

    [Fact]
    public void AReplacementMustFit()
    {
        var x = Variable.From([1.0, 2.0]).WithGrad();
        x.RegisterHook(g => g.Sum());
        using var tape = new Tape();
        var y = (x * x).Sum();
        var error = Assert.Throws<InvalidOperationException>(() => y.Backward());
        Assert.Equal("hook: it returned float64[] for a gradient of float64[2]; return the gradient's shape, dtype and device, or null to leave it", error.Message);
        Assert.Null(x.Grad);
    }
}
