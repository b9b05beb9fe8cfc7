using Xunit;

namespace Autograd.GradientChecking.Tool.Tests;

/// <summary>What is wrong about a call is one line with a remedy, before anything runs.</summary>
public sealed class UsageTests
{
    [Fact]
    public void Without_an_assembly() =>
        Refused([], "Required argument missing for command: 'Autograd.GradCheck.Tool.Tests'. See --help.");

    [Fact]
    public void An_option_that_is_not_there() =>
        Refused([Outcome.Assembly, "--frobnicate"], "Unrecognized command or argument '--frobnicate'. See --help.");

    [Theory]
    [InlineData("--orders", "0", "--orders: '0' is not a number from 1 to 8. See --help.")]
    [InlineData("--orders", "two", "--orders: 'two' is not a number from 1 to 8. See --help.")]
    [InlineData("--seed", "-1", "--seed: '-1' is not a number from 0 to 18446744073709551615. See --help.")]
    [InlineData("--json", "no/such/folder/a.json", "--json: the folder of 'no/such/folder/a.json' is not there. See --help.")]
    [InlineData("--html", "no/such/folder/a.html", "--html: the folder of 'no/such/folder/a.html' is not there. See --help.")]
    [InlineData("--filter", "Cub", "nothing was checked: --filter 'Cub' fits none of 7 operations and functions")]
    [InlineData("--filter", "Cube,Qube", "nothing was checked: --filter 'Qube' fits none of 7 operations and functions")]
    [InlineData("--filter", ",", "nothing was checked: --filter names nothing")]
    public void A_wrong_value(string option, string value, string message) => Refused([Outcome.Assembly, option, value], message);

    [Fact]
    public void No_such_file() => Refused(["missing.dll"], "'missing.dll' is not there; give the path of a built assembly");

    [Fact]
    public void No_assembly()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.dll"), "not an assembly");

        Refused([folder.File("a.dll")], $"'{folder.File("a.dll")}' is no .NET assembly; give the path of a built assembly");
    }

    [Fact]
    public void An_assembly_with_nothing_to_check() =>
        Refused([typeof(Variable).Assembly.Location], "nothing was checked: Autograd has no OperationSamples classes and no [GradientChecked] methods");

    [Fact]
    public void Help_names_every_option()
    {
        var run = Outcome.Of(["--help"], TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.All(
            ["--filter", "--orders", "--seed", "--quick", "--allow-inconclusive", "--json", "--html", "--verbose", "--title", "--release", "--commit", "--date"],
            option => Assert.Contains(option, run.Output, StringComparison.Ordinal));
    }

    private static void Refused(string[] arguments, string message) =>
        Assert.Equal(new Outcome(2, "", $"autograd-gradcheck: {message}\n"), Outcome.Of(arguments));
}
