using Autograd.GradientChecking.Tests.Gallery.Bugs;
using Autograd.GradientChecking.Tests.Planted;
using Xunit;

namespace Autograd.GradientChecking.Tests.Gallery;

/// <summary>Every planted bug is found, in its place, and its right version passes.</summary>
public sealed class GalleryTests
{
    public static TheoryData<string> Names => [.. BugCatalog.All.Select(bug => bug.Name)];

    public static TheoryData<string> Wrong => [.. BugCatalog.All.Where(bug => bug.Verdict == Verdict.Fail).Select(bug => bug.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_found_and_located(string name)
    {
        var bug = BugCatalog.Get(name);
        var report = GradCheck.Run(bug.Make(), bug.Inputs, bug.Options);

        Assert.True(report.Verdict == bug.Verdict, report.ToString());
        var failed = report.Checks.Where(check => check.Verdict == bug.Verdict).ToArray();
        var found = bug.Check is null ? failed[0] : Assert.Single(failed, check => check.Name == bug.Check);
        Assert.True(bug.Input is null || found.Input == bug.Input, report.ToString());
        if (bug.Element is not null)
            Assert.Equal(bug.Element, found.Worst!.InputIndex!);
        if (bug.Diagnosis is not null)
            Assert.StartsWith(bug.Diagnosis, found.Diagnosis, StringComparison.Ordinal);
        else
            Assert.False(string.IsNullOrEmpty(found.Diagnosis));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Is_named_by_the_tape_bisect(string name)
    {
        var bug = BugCatalog.Get(name);
        var report = GradCheck.Run(bug.Make(), bug.Inputs, bug.Options);

        Assert.NotNull(report.Bisection);
        if (bug.Between is not null)
        {
            Assert.Empty(report.Bisection.Findings);
            Assert.Contains(report.Bisection.Evidence, fact => fact.StartsWith(bug.Between, StringComparison.Ordinal));
            return;
        }

        var planted = report.Bisection.Findings.Where(finding => finding.Operation is "planted" or "chain").ToArray();
        Assert.True(planted.Length > 0, report.ToString());
    }

    [Fact]
    public void The_right_versions_pass()
    {
        var wrong = BugCatalog.All.Where(bug => bug.Right is not null).Select(bug => (bug.Name, Report: GradCheck.Run(bug.Right!, bug.Inputs, bug.Options with { ChecksJvp = true })))
            .Where(run => !run.Report.Passed)
            .Select(run => $"{run.Name}: {run.Report}");

        Assert.Empty(wrong);
    }

    [Fact]
    public void There_are_enough() => Assert.True(BugCatalog.All.Count >= 90 && BugCatalog.All.Select(bug => bug.Name).Distinct().Count() == BugCatalog.All.Count);

    [Fact]
    public void A_sweep_of_shapes_finds_exactly_the_wrong_ones()
    {
        for (var window = 1; window <= 3; window++)
        {
            for (var stride = 1; stride <= 4; stride++)
            {
                for (var length = window; length <= 9; length++)
                {
                    var (w, s) = (window, stride);
                    var pool = PlantedOp.Unary(x => Pooling.Value(x, w, s), (dy, x) => Pooling.WrongPull(dy, x, w, s));
                    var report = GradCheck.Run(pool, Points.Spread([length]), Points.FirstOrder);

                    Assert.True(report.Passed == (Pooling.Rest(length, w, s) == 0), $"length {length}, window {w}, stride {s}: {report}");
                }
            }
        }
    }
}
