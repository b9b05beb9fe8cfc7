using Xunit;

namespace Autograd.GradientChecking.Tests;

public sealed class ReportTests
{
    [Fact]
    public void A_person_can_read_it()
    {
        var report = GradCheck.Run(x => x.Exp() * x.Detach(), Variable.From([1.0]), Points.FirstOrder with { Names = ["x"], ChecksLayouts = false });
        var lines = report.ToString().Split('\n');

        Assert.Equal("gradcheck of a function of x [1]: FAIL", lines[0]);
        Assert.StartsWith("  verdict          check", lines[1], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("  FAIL             order 1, x [1]", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("    x[0] → output [0]: analytic 2.718281828, numeric 5.436563657 ± ", StringComparison.Ordinal) && line.EndsWith("ratio 0.5", StringComparison.Ordinal));
        Assert.EndsWith("seed 1", lines[^1], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.True(line.Length < 140, line));
    }
}
