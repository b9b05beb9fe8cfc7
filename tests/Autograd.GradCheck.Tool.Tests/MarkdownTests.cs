using Xunit;

namespace Autograd.GradientChecking.Tool.Tests;

public sealed class MarkdownTests
{
    [Fact]
    public void It_has_a_row_for_each_and_no_errors()
    {
        using var folder = new TemporaryFolder();
        Outcome.OfThis("--filter", "Cube,WrongCube,Energy", "--markdown", folder.File("a.md"), "--title", "a | b");
        var text = File.ReadAllText(folder.File("a.md"));

        Assert.StartsWith("# Gradient certificate: a \\| b\n\n**Not passed**: ", text, StringComparison.Ordinal);
        Assert.Contains("\n| Cube | 13 | pass | pass | pass | pass |\n", text, StringComparison.Ordinal);
        Assert.Contains("\n| WrongCube | ", text, StringComparison.Ordinal);
        Assert.Contains(" | FAIL |", text, StringComparison.Ordinal);
        Assert.Contains("\n| Function | Cases | ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_is_held_against_an_earlier_one()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("a.md");
        Outcome.OfThis("--filter", "Cube,Step", "--markdown", file);

        Assert.Equal((0, ""), Against(file, "Cube,Step"));
        Assert.Equal((0, ""), Against(file, "Cube,Step", "--quick"));
        Assert.Equal((1, $"autograd-gradcheck: note: {file}: Step is not checked any more\n"), Against(file, "Cube"));
        Assert.Equal((1, $"autograd-gradcheck: note: {file}: Functions.Energy is new; write the certificate again\n"), Against(file, "Cube,Step,Energy"));

        // As if the wrong one had been right once.
        File.WriteAllText(file, File.ReadAllText(file).Replace("| Cube |", "| WrongCube |", StringComparison.Ordinal));
        var (code, note) = Against(file, "WrongCube,Step");
        Assert.Equal(1, code);
        Assert.Contains($"{file}: WrongCube: Order 1 was pass and is FAIL\n", note, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_earlier_one_there_is_nothing_to_hold_it_against()
    {
        var run = Outcome.OfThis("--filter", "Cube", "--against", "none.md");

        Assert.Equal(2, run.Code);
        Assert.Contains("none.md", run.Error, StringComparison.Ordinal);
    }

    private static (int Code, string Notes) Against(string file, string filter, params string[] options)
    {
        var run = Outcome.OfThis(["--filter", filter, "--against", file, .. options]);
        return (run.Code, run.Error);
    }
}
