using Autograd.Ops;
using Xunit;

namespace Autograd.Docs.Tests;

/// <summary><c>docs/operations.md</c> says what the operations' files say, of every operation.</summary>
public class OperationDocumentTests
{
    private static IEnumerable<OperationSource> Sources => OperationSources.Read(Repository.Root).Select(pair => pair.Source);

    [Fact]
    public void EveryOperationIsInIt()
    {
        // Those in the namespace of operations are parts of backward passes, which nobody calls.
        var documented = Sources.SelectMany(source => source.Operations).Select(operation => operation.Name);
        var operations = typeof(Operation).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && !type.IsNested && type.IsSubclassOf(typeof(Operation)) && type.Namespace == typeof(Variable).Namespace);
        Assert.Empty(operations.Select(type => type.Name).Except(documented));
    }

    [Fact]
    public void EveryPartIsDocumented()
    {
        Assert.Empty(Sources.SelectMany(source => source.Methods).Where(method => method.Text.Length == 0).Select(method => method.Detail));
        Assert.Empty(Sources.SelectMany(source => source.Operations).Where(operation => operation.Text.Length == 0).Select(operation => operation.Name));
    }

    [Fact]
    public void TheDocumentShowsTheSources()
    {
        var updated = OperationDocument.Updated();
        if (Environment.GetEnvironmentVariable("AUTOGRAD_UPDATE_DOCS") == "1")
            File.WriteAllText(OperationDocument.Path, updated);
        Assert.True(
            updated == File.ReadAllText(OperationDocument.Path).ReplaceLineEndings("\n"),
            "docs/operations.md is not what the operations' files say; run this test with AUTOGRAD_UPDATE_DOCS=1 and commit the document");
    }
}
