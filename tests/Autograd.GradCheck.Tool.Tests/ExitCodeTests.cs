using Xunit;

namespace Autograd.GradientChecking.Tool.Tests;

public sealed class ExitCodeTests
{
    [Fact]
    public void Zero_where_everything_passes()
    {
        var run = Outcome.OfThis("--filter", "Cube,Functions.Energy");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.EndsWith("2 operations, 15 cases, ", run.Output[..(run.Output.LastIndexOf("cases, ", StringComparison.Ordinal) + 7)], StringComparison.Ordinal);
        Assert.EndsWith(", 1 for values only, passed\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_where_something_fails()
    {
        var run = Outcome.OfThis("--filter", "*Cube");

        Assert.Equal((1, ""), (run.Code, run.Error));
        Assert.Contains("WrongCube: scalar: FAIL\n  FAIL: order 1, input 0 []\n    input 0[] → output []: analytic -0.27, numeric 0.27 ± ", run.Output, StringComparison.Ordinal);
        Assert.Contains("ratio −1 in 3 of 9 entries: the sign is wrong", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("2 failed\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_where_more_is_inconclusive_than_allowed()
    {
        var run = Outcome.OfThis("--filter", "Unreal");

        Assert.Equal((1, ""), (run.Code, run.Error));
        Assert.EndsWith("1 inconclusive, more than 0 inconclusive\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, Outcome.OfThis("--filter", "Unreal", "--allow-inconclusive", "1").Code);
    }

    [Fact]
    public void A_function_that_throws_fails()
    {
        var run = Outcome.OfThis("--filter", "Throws");

        Assert.Equal(1, run.Code);
        Assert.Contains("Functions.Throws: [2]: FAIL\n  FAIL: the check\n    ArgumentException: reshape: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_float32_path_of_its_own_is_compared()
    {
        var run = Outcome.OfThis("--filter", "Coarse");

        Assert.Equal(1, run.Code);
        Assert.Contains("FAIL: float32 against float64\n    float32: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_where_nothing_has_a_derivative()
    {
        var run = Outcome.OfThis("--filter", "Step");

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Equal("autograd-gradcheck: nothing was checked: no sample of the 1 found has a derivative; give samples of order 1 or more\n", run.Error);
    }

    [Fact]
    public void A_stopped_run_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        var run = Outcome.Of([Outcome.Assembly, "--json", folder.File("a.json")], new CancellationToken(canceled: true));

        Assert.Equal((130, "", "autograd-gradcheck: stopped; nothing was written\n"), (run.Code, run.Output, run.Error));
        Assert.False(File.Exists(folder.File("a.json")));
    }
}
