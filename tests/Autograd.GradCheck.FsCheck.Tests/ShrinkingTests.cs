using Xunit;

namespace Autograd.GradientChecking.Properties.Tests;

/// <summary>What is wrong in some cases only is found, and made as small as it goes.</summary>
public sealed class ShrinkingTests(ITestOutputHelper output)
{
    private static readonly GradCheckOptions WithoutForward = new() { ChecksJvp = false, MaxFullJacobian = 16 };

    [Fact]
    public void A_broadcast_over_a_middle_axis()
    {
        var found = Shrunk(GradCheckProperty.For((x, y) => PlantedBugs.MiddleAxis(x, y)).Options(WithoutForward));

        Assert.Equal([[1, 2, 1], [1, 1, 1]], found.Case.Inputs.Select(input => input.Shape));
        Assert.All(found.Case.Inputs, input => Assert.Equal(CaseLayout.Contiguous, input.Layout));
        Assert.Equal(1, found.Report!.Bisection!.Findings[0].Input);
    }

    [Fact]
    public void Sizes_that_are_no_multiple_of_a_register()
    {
        var found = Shrunk(GradCheckProperty.For(x => PlantedBugs.Tail(x)).AwayFrom().Options(WithoutForward));

        Assert.Equal(Shape.Scalar, Assert.Single(found.Case.Inputs).Shape);
        Assert.Equal([0.0], found.Case.Inputs[0].Values);
    }

    [Fact]
    public void Sizes_above_a_register_that_are_no_multiple()
    {
        var found = Shrunk(GradCheckProperty.For(x => x.Count > 8 ? PlantedBugs.Tail(x) : x.Exp()).AwayFrom().Options(WithoutForward));

        Assert.Equal([9], found.Case.Inputs[0].Shape);
        Assert.All(found.Case.Inputs[0].Values, value => Assert.Equal(Math.Round(value), value));
    }

    [Fact]
    public void A_stepped_view()
    {
        var found = Shrunk(GradCheckProperty.For(x => PlantedBugs.Stepped(x)).Options(WithoutForward with { ChecksLayouts = false }).Layouts(CaseLayout.Contiguous, CaseLayout.Offset, CaseLayout.Stepped));

        Assert.Equal([2], found.Case.Inputs[0].Shape);
        Assert.Equal(CaseLayout.Stepped, found.Case.Inputs[0].Layout);
        Assert.All(found.Case.Inputs[0].Values, value => Assert.Contains(value, (double[])[1, -1, 2]));
    }

    [Fact]
    public void One_value()
    {
        var found = Shrunk(GradCheckProperty.For(x => PlantedBugs.AtZero(x)).AtKinks(0).Options(WithoutForward));

        Assert.Equal(Shape.Scalar, found.Case.Inputs[0].Shape);
        Assert.Equal([0.0], found.Case.Inputs[0].Values);
        Assert.True(GradCheckProperty.For(x => PlantedBugs.AtZero(x)).Options(WithoutForward).Run().Passed);
    }

    [Fact]
    public void No_subgradient_at_a_kink()
    {
        var found = Shrunk(GradCheckProperty.For(x => PlantedBugs.Kink(x)).AtKinks(0).Options(WithoutForward));

        Assert.Equal([0.0], found.Case.Inputs[0].Values);
        Assert.Equal(Shape.Scalar, found.Case.Inputs[0].Shape);
    }

    [Fact]
    public void A_region_of_values()
    {
        var found = Shrunk(GradCheckProperty.For(x => PlantedBugs.Large(x)).Options(WithoutForward));

        Assert.Equal(Shape.Scalar, found.Case.Inputs[0].Shape);
        Assert.Equal([2.0], found.Case.Inputs[0].Values);
    }

    [Fact]
    public void A_function_that_refuses_a_shape()
    {
        var found = Shrunk(GradCheckProperty.For(x => PlantedBugs.Refusing(x)));

        Assert.Equal([1, 3], found.Case.Inputs[0].Shape);
        Assert.IsType<NotSupportedException>(found.Error);
        Assert.Null(found.Report);
    }

    [Fact]
    public void The_same_seed_finds_the_same()
    {
        string Text(ulong seed) => GradCheckProperty.For(x => PlantedBugs.Large(x)).Options(WithoutForward).Seed(seed).Run().Counterexample!.Reproduction;

        Assert.Equal(Text(5), Text(5));
        Assert.Contains("seed 5", Text(5), StringComparison.Ordinal);
    }

    private Counterexample Shrunk(GradientProperty property)
    {
        var report = Assert.Throws<PropertyException>(property.Verify).Report;
        output.WriteLine(report.ToString());
        Assert.NotNull(report.Counterexample);
        Assert.Contains($"seed {report.Seed}", report.ToString(), StringComparison.Ordinal);
        return report.Counterexample;
    }
}
