using Autograd.GradientChecking.Tool.Certificates;
using Autograd.GradientChecking.Tool.Writers;
using Xunit;

namespace Autograd.GradientChecking.Tool.Tests;

public sealed class MutationTests
{
    private const string Report = """
        { "mutants": 30, "caught": 29, "equivalent": 2, "score": 0.9666, "faults": [],
          "operations": [ { "operation": "CubeOp", "mutants": 20, "caught": 20 }, { "operation": "StepOp", "mutants": 6, "caught": 5 }, { "operation": "UnaryOperation`1", "mutants": 4, "caught": 4 } ] }
        """;

    [Fact]
    public void Scores_go_to_their_operations_and_what_is_shared_to_the_whole()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("m.json"), Report);
        var run = Outcome.OfThis("--filter", "Cube,Step", "--mutations", folder.File("m.json"), "--json", folder.File("a.json"), "--html", folder.File("a.html"), "--markdown", folder.File("a.md"));

        Assert.Equal(0, run.Code);
        var certificate = CertificateJson.Read(File.ReadAllText(folder.File("a.json")));
        Assert.Equal([new MutationScore(20, 20), new MutationScore(6, 5)], certificate.Operations.Select(operation => operation.Mutations));
        Assert.Equal((30, 29, 2), (certificate.Mutations!.Mutants, certificate.Mutations.Caught, certificate.Mutations.Equivalent));
        Assert.Equal([("UnaryOperation", new MutationScore(4, 4))], certificate.Mutations.Shared.Select(shared => (shared.Key, shared.Value)));
        Assert.Contains("29 of 30 mutants caught", run.Output, StringComparison.Ordinal);
        Assert.Contains("<b>5 of 6</b>", File.ReadAllText(folder.File("a.html")), StringComparison.Ordinal);
        Assert.Contains("| all 20 |", File.ReadAllText(folder.File("a.md")), StringComparison.Ordinal);
        Assert.Contains("- mutants of what operations share: UnaryOperation all 4", File.ReadAllText(folder.File("a.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_score_is_rounded_down() => Assert.Equal((98.9, 100, 0), (new MutationScore(1000, 989).Percent, new MutationScore(7, 7).Percent, new MutationScore(0, 0).Percent));

    [Fact]
    public void What_is_no_report_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("m.json"), """{ "mutants": 3 }""");

        Assert.Equal((2, $"autograd-gradcheck: '{folder.File("none.json")}' is not there; give the report of a mutation campaign\n"), Refused(folder.File("none.json")));
        var (code, error) = Refused(folder.File("m.json"));
        Assert.Equal(2, code);
        Assert.StartsWith($"autograd-gradcheck: '{folder.File("m.json")}' is no mutation report: ", error, StringComparison.Ordinal);
    }

    private static (int Code, string Error) Refused(string file)
    {
        var run = Outcome.OfThis("--filter", "Cube", "--mutations", file);
        return (run.Code, run.Error);
    }
}
