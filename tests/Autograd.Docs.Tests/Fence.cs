namespace Autograd.Docs.Tests;

/// <summary>
/// A code block of a document. After <c>csharp</c> may stand <c>fresh</c> (begins a new program; otherwise it goes on with the
/// one before), <c>no-run</c> (compiled only), or the path of a source file that must contain the block word for word.
/// </summary>
/// <param name="Document">The document's path from the root.</param>
/// <param name="Line">The line of its first code, from 1.</param>
/// <param name="Words">What stands after <c>csharp</c>.</param>
/// <param name="Code">The lines.</param>
internal sealed record Fence(string Document, int Line, IReadOnlyList<string> Words, IReadOnlyList<string> Code)
{
    private const string Mark = "```";

    /// <summary>Whether a new program begins here.</summary>
    public bool IsFresh => Words.Contains("fresh");

    /// <summary>Whether the code is compiled and run, and not only compiled.</summary>
    public bool Runs => !Words.Contains("no-run");

    /// <summary>The source file that the code is a part of, or null.</summary>
    public string? Source => Words.FirstOrDefault(word => word.EndsWith(".cs", StringComparison.Ordinal));

    /// <summary>Every C# block of a document, in order.</summary>
    public static IReadOnlyList<Fence> Of(string document)
    {
        var fences = new List<Fence>();
        var lines = Repository.Lines(document);
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Mark, StringComparison.Ordinal))
                continue;
            var words = lines[i][Mark.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var first = ++i;
            while (i < lines.Length && lines[i] != Mark)
                i++;
            if (i == lines.Length)
                throw new InvalidDataException($"{document}:{first}: the code block has no end");
            if (words.Length > 0 && words[0] == "csharp")
                fences.Add(new Fence(document, first + 1, words[1..], lines[first..i]));
        }

        return fences;
    }
}
