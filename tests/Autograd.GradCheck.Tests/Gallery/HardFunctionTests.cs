using Autograd.GradientChecking.Tests.Gallery.Hard;
using Xunit;

namespace Autograd.GradientChecking.Tests.Gallery;

/// <summary>Right derivatives of functions that are hard to difference do not fail.</summary>
public sealed class HardFunctionTests
{
    public static TheoryData<string> Names => [.. HardCatalog.All.Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_its_verdict(string name)
    {
        var function = HardCatalog.Get(name);
        var report = GradCheck.Run(function.Function, function.Inputs, function.Options);

        Assert.True(report.Verdict == function.Verdict, report.ToString());
        Assert.Equal(function.Verdict == Verdict.Pass, function.Reason is null);
    }

    [Fact]
    public void Nearly_all_pass()
    {
        Assert.True(HardCatalog.All.Count >= 60);
        Assert.True(HardCatalog.All.Count(function => function.Verdict != Verdict.Pass) <= 6);
    }
}
