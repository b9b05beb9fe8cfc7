using Autograd.GradientChecking.Tool.Certificates;
using Autograd.GradientChecking.Tool.Writers;
using Xunit;

namespace Autograd.GradientChecking.Tool.Tests;

public sealed class JoinTests
{
    [Fact]
    public void Pieces_come_to_the_whole()
    {
        using var folder = new TemporaryFolder();
        Outcome.OfThis("--json", folder.File("whole.json"));
        Outcome.OfThis("--filter", "Cube,Functions.*", "--json", folder.File("one.json"));
        Outcome.OfThis("--filter", "WrongCube,Step", "--join", folder.File("one.json"), "--json", folder.File("two.json"));
        var (whole, joined) = (Read(folder.File("whole.json")), Read(folder.File("two.json")));

        Assert.Equal(whole.Summary, joined.Summary);
        Assert.Equal(whole.Operations.Select(entry => (entry.Name, entry.Verdict, entry.Cases)), joined.Operations.Select(entry => (entry.Name, entry.Verdict, entry.Cases)));
    }

    [Fact]
    public void Of_what_both_have_the_one_with_more_cases_counts()
    {
        using var folder = new TemporaryFolder();
        Outcome.OfThis("--filter", "Cube", "--json", folder.File("whole.json"));
        Outcome.OfThis("--filter", "Cube", "--quick", "--join", folder.File("whole.json"), "--json", folder.File("joined.json"));

        Assert.Equal(Read(folder.File("whole.json")).Operations[0].Cells, Read(folder.File("joined.json")).Operations[0].Cells);
        Assert.False(Read(folder.File("joined.json")).Options.IsQuick);
    }

    [Fact]
    public void Other_options_and_other_documents_are_refused()
    {
        using var folder = new TemporaryFolder();
        Outcome.OfThis("--filter", "Cube", "--seed", "5", "--json", folder.File("a.json"));
        File.WriteAllText(folder.File("b.json"), "{}");

        Assert.Equal(
            "autograd-gradcheck: --join: the certificate was made with another order, seed or tolerance; make both alike\n",
            Outcome.OfThis("--filter", "Cube", "--join", folder.File("a.json")).Error);
        Assert.StartsWith(
            $"autograd-gradcheck: '{folder.File("b.json")}' is no certificate: ", Outcome.OfThis("--filter", "Cube", "--join", folder.File("b.json")).Error, StringComparison.Ordinal);
    }

    private static Certificate Read(string file) => CertificateJson.Read(File.ReadAllText(file));
}
