using Xunit;

namespace Autograd.GradientChecking.Tests.Gallery;

/// <summary>The published comparison is what the code gives.</summary>
public sealed class ComparisonTests
{
    [Fact]
    public void The_document_is_up_to_date()
    {
        var updated = ComparisonDocument.Updated();
        if (Environment.GetEnvironmentVariable("AUTOGRAD_UPDATE_DOCS") == "1")
            File.WriteAllText(ComparisonDocument.Path, updated);

        Assert.Equal(File.ReadAllText(ComparisonDocument.Path).ReplaceLineEndings("\n"), updated);
    }
}
