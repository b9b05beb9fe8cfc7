using FsCheck;
using Xunit;

namespace Autograd.GradientChecking.Properties.Tests;

/// <summary>What a run says, refuses and stops at.</summary>
public sealed class PropertyTests
{
    [Fact]
    public void A_report_counts_and_names_its_seed()
    {
        var report = GradCheckProperty.For(x => x.Tanh()).Cases(25).Seed(17).Run();

        Assert.True(report.Passed);
        Assert.Equal((25, 17ul), (report.Cases, report.Seed));
        Assert.StartsWith("gradient property of x => x.Tanh(): holds, 25 cases", $"{report}", StringComparison.Ordinal);
        Assert.EndsWith("seed 17", $"{report}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_checked_nothing_is_an_error()
    {
        var empty = Assert.Throws<InvalidOperationException>(() => GradCheckProperty.For(x => x.Exp()).Shapes(CaseShapes.Sizes(1, s => [[s[0]]], least: 0, most: 0)).Run());
        Assert.StartsWith("property: nothing was checked of x => x.Exp()", empty.Message, StringComparison.Ordinal);

        Assert.Throws<InvalidOperationException>(() => GradCheckProperty.For(x => x.Log()).Range(-5, -1).Run());
    }

    [Fact]
    public void Cases_that_prove_nothing_are_no_proof()
    {
        // NaN below 0: every case with such a value is inconclusive.
        var property = GradCheckProperty.For(x => x.Sqrt()).Shapes(CaseShapes.Equal(0, 0));
        var report = property.Run();

        Assert.Null(report.Counterexample);
        Assert.InRange(report.Inconclusive, report.Cases / 4, report.Cases - 1);
        Assert.False(report.Passed);
        Assert.Contains("INCONCLUSIVE", Assert.Throws<PropertyException>(() => property.Verify()).Message, StringComparison.Ordinal);
        Assert.True(property.MostInconclusive(1).Run().Passed);
    }

    [Fact]
    public void Cancelling_ends_it()
    {
        using var stop = new CancellationTokenSource();
        var calls = 0;
        var property = GradCheckProperty.For(x =>
        {
            if (++calls == 20)
                stop.Cancel();
            return x.Exp();
        }).Options(new GradCheckOptions { Cancellation = stop.Token });

        Assert.Throws<OperationCanceledException>(property.Run);
    }

    [Fact]
    public void FsChecks_own_runner_takes_it()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(10), GradCheckProperty.For(x => x.Tanh()).ToProperty());
        Assert.ThrowsAny<Exception>(() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(10), GradCheckProperty.For<WrongCubeOp>().ToProperty()));
    }

    [Fact]
    public void Wrong_calls_say_what_to_do()
    {
        Says("property: how many inputs MatMulOp takes is not known; say For<MatMulOp>(inputs: n)", () => GradCheckProperty.For<MatMulOp>());
        Says("property: a function of 0 inputs; give 1 or more", () => GradCheckProperty.For(0, x => x));
        Says("property: input 2 of 1; positions begin at 0", () => GradCheckProperty.For(x => x).Domain(2, InputDomain.Positive));
        Says("property: every input is constant; there is nothing to differentiate by", () => GradCheckProperty.For(x => x).Constant(0).Run());
        Says("property: no kinks; name the points where the function bends", () => GradCheckProperty.For(x => x).AtKinks());
        Says("property: 0 cases; ask for 1 or more", () => GradCheckProperty.For(x => x).Cases(0));
        Says("shapes: 2 to 1 axes; ask for some of 0 to 5, in order", () => CaseShapes.Equal(2, 1));
        Says("shapes: 0 sizes from 1 to 6; ask for 1 or more, from 0 or more, in order", () => CaseShapes.Sizes(0, s => []));
    }

    private static void Says(string message, Action call) => Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(call).Message);
}
