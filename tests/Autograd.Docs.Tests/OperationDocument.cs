using System.Text;

namespace Autograd.Docs.Tests;

/// <summary>The tables of <c>docs/operations.md</c>, made from the operations' own files.</summary>
internal static class OperationDocument
{
    private const string Begin = "<!-- generated from src/Autograd/Ops: begin -->\n";
    private const string End = "<!-- generated: end -->\n";

    /// <summary>The document's path.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "docs", "operations.md");

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
        var text = new StringBuilder();
        foreach (var family in OperationSources.Read(Repository.Root).GroupBy(pair => pair.Family, pair => pair.Source))
        {
            var users = family.Where(source => source.Methods.Count > 0).ToList();
            var inner = family.Where(source => source.Methods.Count == 0).ToList();
            text.Append("\n## ").Append(family.Key).Append("\n\n");
            if (users.Count > 0)
                text.Append("| Call | Value | Operation and derivative |\n|---|---|---|\n");
            foreach (var source in users)
                Append(text, source);
            if (inner.Count == 0)
                continue;
            text.Append("\nParts of these, which appear in graphs and messages:\n\n");
            foreach (var operation in inner.SelectMany(source => source.Operations))
                text.Append("- ").Append(Shown(operation)).Append('\n');
        }

        return text.Append('\n').ToString();
    }

    /// <summary>Overloads stand in one row; the one with the longest text speaks for them.</summary>
    private static void Append(StringBuilder text, OperationSource source)
    {
        var operations = source.Operations.Count == 0 ? "composed" : string.Join("<br>", source.Operations.Select(Shown));
        foreach (var overloads in source.Methods.GroupBy(method => method.Name))
        {
            var calls = string.Join("<br>", overloads.Select(method => $"`{method.Detail.Replace("|", "\\|", StringComparison.Ordinal)}`").Distinct());
            var longest = overloads.MaxBy(method => method.Text.Length)!;
            text.Append("| ").Append(calls).Append(" | ").Append(longest.Text).Append(" | ").Append(operations).Append(" |\n");
            operations = "as above";
        }
    }

    private static string Shown(DocumentedPart operation) => $"`{operation.Name}`, {operation.Detail}: {operation.Text}";
}
