using Xunit;

namespace Autograd.GradientChecking.Properties.Tests;

public sealed class FrameworkTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. FrameworkProperties.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_derivatives_are_right_at_every_case(string name)
    {
        var report = FrameworkProperties.Get(name).Cases(30).Verify();

        output.WriteLine(report.ToString());
        Assert.Equal(name.Contains(',', StringComparison.Ordinal) && !name.Contains("batched", StringComparison.Ordinal), report.Kinks > report.Cases / 4);
    }
}
