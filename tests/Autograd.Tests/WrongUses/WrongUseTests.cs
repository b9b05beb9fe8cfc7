using Xunit;

namespace Autograd.Tests.WrongUses;

/// <summary>Every mistake of the catalogue gets exactly its message, and the document shows the catalogue.</summary>
public class WrongUseTests
{
    public static TheoryData<string> Codes => [.. Uses.Select(use => use.Code)];

    private static IEnumerable<WrongUse> Uses => WrongUseCatalog.Groups.SelectMany(group => group.Uses);

    [Theory]
    [MemberData(nameof(Codes))]
    public void EachGivesExactlyItsMessage(string code)
    {
        var use = Uses.Single(use => use.Code == code);
        var exception = Record.Exception(use.Action);
        Assert.IsType(use.Exception, exception);
        Assert.True(use.Message == exception.Message, $"{code}\nsays     {exception.Message}\nand not  {use.Message}");
    }

    [Fact]
    public void MessagesNameTheOperationAndARemedy()
    {
        foreach (var use in Uses)
            Assert.Matches("^[a-z0-9_]+: .+; .+", use.Message);
    }

    [Fact]
    public void TheDocumentShowsTheCatalogue()
    {
        var updated = WrongUseDocument.Updated();
        if (Environment.GetEnvironmentVariable("AUTOGRAD_UPDATE_DOCS") == "1")
            File.WriteAllText(WrongUseDocument.Path, updated);
        Assert.True(
            updated == File.ReadAllText(WrongUseDocument.Path).ReplaceLineEndings("\n"),
            "docs/wrong-uses.md is not what the catalogue says; run this test with AUTOGRAD_UPDATE_DOCS=1 and commit the document");
    }
}
