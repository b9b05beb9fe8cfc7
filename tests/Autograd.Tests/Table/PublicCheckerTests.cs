using Autograd.GradientChecking;
using Autograd.Tests.Backends.Cpu;
using Xunit;

namespace Autograd.Tests.Table;

/// <summary>
/// What users are given, on the framework's own operations: the public checker with its defaults, both orders, every layout.
/// It is a second opinion beside the table's own differences.
/// </summary>
[Collection(PoolCollection.Name)]
public class PublicCheckerTests(ITestOutputHelper output)
{
    /// <summary>Samples made for threads and tiles are checked by the table's probes; here the whole checker runs on each.</summary>
    private const long LargestSample = 2048;

    public static TheoryData<string> Operations => new(OperationCatalog.All.Select(samples => OperationCatalog.NameOf(samples.Operation)));

    [Theory]
    [MemberData(nameof(Operations))]
    public void Passes(string operation)
    {
        var failures = new List<string>();
        var checkedSamples = 0;
        foreach (var sample in OperationCatalog.All.Single(samples => OperationCatalog.NameOf(samples.Operation) == operation).Samples())
        {
            if (sample.SmoothOrder < 1 || Evaluation.Wanted(sample).Length == 0 || sample.Inputs.Sum(input => input.Shape.Count) > LargestSample)
                continue;
            var report = GradCheck.Run(sample);
            checkedSamples++;
            if (report.Verdict != (sample.IsAtKink ? Verdict.Kink : Verdict.Pass))
                failures.Add(report.ToString());
        }

        output.WriteLine($"{operation}: {checkedSamples} samples");
        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
    }
}
