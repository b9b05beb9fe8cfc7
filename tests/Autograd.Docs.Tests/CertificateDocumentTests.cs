using Autograd.Ops;
using Xunit;

namespace Autograd.Docs.Tests;

/// <summary>
/// <c>docs/gradient-certificate.md</c> speaks of every operation there is, and of nothing that did not pass. The gate holds its verdicts
/// against a run.
/// </summary>
public class CertificateDocumentTests
{
    private const string Document = "docs/gradient-certificate.md";

    private static IReadOnlyList<string[]> Rows => [.. Repository.Lines(Document).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Trim('|', ' ').Split(" | ")).Skip(1)];

    [Fact]
    public void EveryOperationIsInIt()
    {
        var operations = typeof(Operation).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && !type.IsNested && type.IsSubclassOf(typeof(Operation)))
            .Select(type => type.Name.EndsWith("Op", StringComparison.Ordinal) ? type.Name[..^2] : type.Name);

        Assert.Empty(operations.Except(Rows.Select(row => row[0])));
    }

    [Fact]
    public void NothingInItFailed()
    {
        var statement = Repository.Lines(Document).First(line => line.StartsWith("**", StringComparison.Ordinal));
        Assert.StartsWith("**Passed**: ", statement, StringComparison.Ordinal);
        Assert.All(Rows, row => Assert.DoesNotContain(row, cell => cell is "FAIL" or "other bits"));
    }

    [Fact]
    public void AtLeastNinetyNineInAHundredMutantsWereCaught()
    {
        var counts = Repository.Lines(Document).First(line => line.StartsWith("- mutants: ", StringComparison.Ordinal))["- mutants: ".Length..].Split(" wrong ")[0].Split(" of ");
        var (caught, planted) = (Number(counts[0]), Number(counts[1]));

        Assert.InRange(planted, 1000, int.MaxValue);
        Assert.True(caught >= 0.99 * planted);

        static int Number(string text) => int.Parse(text.Replace(",", string.Empty, StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
    }
}
