using Autograd.Tests.Backends.Cpu;
using Xunit;

namespace Autograd.Tests.Table;

/// <summary>The operation table: every suite over every sample of every operation.</summary>
[Collection(PoolCollection.Name)]
public class OperationTableTests : IClassFixture<TableTally>
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var samples in OperationCatalog.All)
            {
                foreach (var (suite, _) in OperationSuites.All)
                    cases.Add(OperationCatalog.NameOf(samples.Operation), suite);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Holds(string operation, string suite)
    {
        var run = OperationSuites.All.Single(candidate => candidate.Name == suite).Run;
        var failures = new List<string>();
        foreach (var sample in OperationCatalog.All.Single(samples => OperationCatalog.NameOf(samples.Operation) == operation).Samples())
        {
            try
            {
                run(sample);
            }
            catch (TableException exception)
            {
                failures.Add(exception.Message);
            }
        }

        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
    }
}
