namespace Autograd.Docs.Tests;

/// <summary>Finds the repository's folders and documents from where the tests run.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The README, the changelog and everything under <c>docs</c>, as paths from the root with slashes.</summary>
    public static IReadOnlyList<string> Documents { get; } =
    [
        .. new[] { "README.md", "CHANGELOG.md" }
            .Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal)),
    ];

    /// <summary>A document's lines.</summary>
    public static string[] Lines(string document) => File.ReadAllText(Path.Combine(Root, document)).ReplaceLineEndings("\n").Split('\n');

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Autograd.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"docs: no Autograd.sln above {AppContext.BaseDirectory}; run the tests inside the repository");
    }
}
