using System.Text.RegularExpressions;
using Xunit;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Autograd.Docs.Tests;

/// <summary>Every code block of the documents compiles and does what its comments say; every link leads somewhere.</summary>
public partial class DocumentTests
{
    public static TheoryData<string> Programs => [.. Repository.Documents.SelectMany(Snippets.Of).Select(program => program.ToString())];

    public static TheoryData<string> Documents => [.. Repository.Documents];

    [Theory]
    [MemberData(nameof(Programs))]
    public void CodeBlocksCompileAndDoWhatTheySay(string program) =>
        Snippets.Of(program[..program.LastIndexOf(':')]).Single(found => found.ToString() == program).Run();

    [Fact]
    public void QuotedSourcesAreWordForWordInTheirFiles()
    {
        foreach (var fence in Repository.Documents.SelectMany(Fence.Of).Where(fence => fence.Source is not null))
        {
            var source = string.Join('\n', Repository.Lines(fence.Source!));
            Assert.True(source.Contains(string.Join('\n', fence.Code), StringComparison.Ordinal), $"{fence.Document}:{fence.Line}: the code is not in {fence.Source}");
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void LinksLeadSomewhere(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        foreach (Match link in Link().Matches(string.Join('\n', Repository.Lines(document))))
        {
            var target = link.Groups["target"].Value.Split('#')[0];
            if (target.Length == 0 || target.Contains("://", StringComparison.Ordinal))
                continue;
            Assert.True(Path.Exists(Path.Combine(folder, target)), $"{document}: the link to {target} leads nowhere");
        }
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
