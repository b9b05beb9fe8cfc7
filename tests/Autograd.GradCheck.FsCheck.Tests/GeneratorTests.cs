using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Autograd.GradientChecking.Properties.Tests;

/// <summary>What generators promise of shapes, layouts and values.</summary>
public sealed class GeneratorTests
{
    private const int Drawn = 2000;

    [Fact]
    public void Shapes_have_every_rank_no_elements_and_tails()
    {
        var shapes = Sample(CaseShapes.Equal().Generate(1)).Select(one => one[0]).ToArray();

        Assert.Equal(Enumerable.Range(0, 6), shapes.Select(shape => shape.Rank).Distinct().Order());
        Assert.Contains(shapes, shape => shape.Count == 0);
        Assert.All(shapes, shape => Assert.InRange(shape.Count, 0, 48));
        foreach (var length in (int[])[1, 7, 8, 9, 15, 16, 17, 31, 32, 33])
            Assert.Contains(shapes, shape => shape.Rank == 1 && shape[0] == length);
    }

    [Fact]
    public void Pairs_and_triples_broadcast_in_every_way()
    {
        foreach (var inputs in (int[])[2, 3])
        {
            var cases = Sample(CaseShapes.Broadcastable(3).Generate(inputs));
            Assert.All(cases, shapes => Assert.Equal(shapes.Max(shape => shape.Rank), shapes.Aggregate(NaiveBroadcast.Common).Rank));

            for (var input = 0; input < inputs; input++)
            {
                var at = input;
                Assert.Contains(cases, shapes => shapes[at].Rank < shapes.Max(shape => shape.Rank));
                for (var axis = 0; axis < 3; axis++)
                    Assert.Contains(cases, shapes => shapes.All(shape => shape.Rank == 3) && shapes[at][axis] == 1 && shapes.Any(shape => shape[axis] > 1));
            }
        }
    }

    [Fact]
    public void Every_layout_is_drawn()
    {
        var cases = Sample(GradCheckProperty.For((x, y) => x * y).ToArbitrary().Generator);

        Assert.Equal(Enum.GetValues<CaseLayout>(), cases.SelectMany(one => one.Inputs).Select(input => input.Layout).Distinct().Order());
    }

    [Fact]
    public void Values_have_no_ties_and_stay_away_from_kinks()
    {
        foreach (var one in Sample(GradCheckProperty.For((x, y) => x * y).AwayFrom(0, 1).ToArbitrary().Generator))
        {
            var seen = one.Inputs.SelectMany(input => input.Layout == CaseLayout.Repeated ? input.Values.Distinct() : input.Values).ToArray();
            Assert.Equal(seen.Length, seen.Distinct().Count());
            Assert.All(seen, value => Assert.True(Math.Abs(value) > 0.05 && Math.Abs(value - 1) > 0.05, $"{value} in {one}"));
        }
    }

    [Fact]
    public void Values_lie_inside_their_domains()
    {
        foreach (var domain in (InputDomain[])[InputDomain.Positive, InputDomain.UnitOpen, InputDomain.Open(3, 9), InputDomain.Closed(double.NegativeInfinity, -5)])
        {
            foreach (var one in Sample(GradCheckProperty.For(x => x).Domain(domain).ToArbitrary().Generator))
                Assert.True(domain.Contains(one.Inputs[0].StoredValues(), one.Inputs[0].StoredShape), $"{one} in {domain}");
        }

        var matrices = GradCheckProperty.For(x => x).Domain(InputDomain.PositiveDefinite).Shapes(CaseShapes.Sizes(1, s => [[s[0], s[0]]]));
        Assert.All(Sample(matrices.ToArbitrary().Generator), one => Assert.True(InputDomain.PositiveDefinite.Contains(one.Inputs[0].StoredValues(), one.Inputs[0].StoredShape)));
    }

    [Fact]
    public void Ties_and_kinks_are_met_on_purpose()
    {
        var cases = Sample(GradCheckProperty.For((x, y) => x).AtKinks(0, 1).ToArbitrary().Generator);

        Assert.True(cases.Count(one => one.Inputs.Any(input => input.Values.Contains(0))) > cases.Count / 2);
        Assert.True(cases.Count(one => one.Inputs[0].Values.Intersect(one.Inputs[1].Values).Any()) > cases.Count / 2);
        Assert.True(cases.Count(one => one.Inputs.Any(input => input.Values.Any(value => value is not (0 or 1)))) > cases.Count / 8);
    }

    [Fact]
    public void Smaller_cases_are_smaller_and_never_outside()
    {
        var property = GradCheckProperty.For((x, y) => x * y).Domain(1, InputDomain.Positive).ToArbitrary();
        foreach (var one in Sample(property.Generator).Take(100))
        {
            foreach (var smaller in property.Shrinker(one))
            {
                Assert.NotEqual(one.Text(), smaller.Text());
                Assert.True(InputDomain.Positive.Contains(smaller.Inputs[1].StoredValues(), smaller.Inputs[1].StoredShape));
                Assert.InRange(NaiveBroadcast.Common(smaller.Inputs[0].Shape, smaller.Inputs[1].Shape).Rank, 0, 5);
            }
        }
    }

    private static IReadOnlyList<T> Sample<T>(Gen<T> generator) => [.. generator.Sample(Drawn, 50)];
}
