using System.Text;

namespace Autograd.Tests.WrongUses;

/// <summary>The tables of <c>docs/wrong-uses.md</c>, made from the catalogue.</summary>
internal static class WrongUseDocument
{
    private const string Begin = "<!-- generated from tests/Autograd.Tests/WrongUses: begin -->\n";
    private const string End = "<!-- generated: end -->\n";

    /// <summary>The document's path.</summary>
    public static string Path { get; } = System.IO.Path.Combine(FindRoot(), "docs", "wrong-uses.md");

    /// <summary>The document with its tables made anew.</summary>
    public static string Updated()
    {
        var text = File.ReadAllText(Path).ReplaceLineEndings("\n");
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        return $"{text[..begin]}{Tables()}{text[end..]}";
    }

    private static string Tables()
    {
        var text = new StringBuilder("\n```csharp\n").Append(WrongUseCatalog.Given.ReplaceLineEndings("\n")).Append("\n```\n");
        foreach (var (heading, uses) in WrongUseCatalog.Groups)
        {
            text.Append("\n## ").Append(heading).Append("\n\n| Code | Message |\n|---|---|\n");
            foreach (var use in uses)
                text.Append("| ").Append(Cell(use.Code)).Append(" | ").Append(Cell(use.Message)).Append(" |\n");
        }

        return text.Append('\n').ToString();
    }

    /// <summary>Code in a table's cell: bars end cells and are escaped; ticks inside need two around.</summary>
    private static string Cell(string text)
    {
        text = text.Replace("|", "\\|", StringComparison.Ordinal);
        return text.Contains('`', StringComparison.Ordinal) ? $"`` {text} ``" : $"`{text}`";
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Autograd.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"docs: no Autograd.sln above {AppContext.BaseDirectory}; run the tests inside the repository");
    }
}
