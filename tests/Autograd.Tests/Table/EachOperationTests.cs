using Autograd.GradientChecking;
using Autograd.Tests.Backends.Cpu;
using Xunit;

namespace Autograd.Tests.Table;

/// <summary>
/// What a bisected tape relies on: every operation that a sample records, replayed alone with the inputs it met, is right. An
/// operation that could not be replayed, or that came out wrong alone, would be blamed for another's mistake.
/// </summary>
[Collection(PoolCollection.Name)]
public class EachOperationTests(ITestOutputHelper output)
{
    private const long LargestSample = 512;

    public static TheoryData<string> Operations => PublicCheckerTests.Operations;

    [Theory]
    [MemberData(nameof(Operations))]
    public void IsRightAlone(string operation)
    {
        var failures = new List<string>();
        var nodes = 0;
        foreach (var sample in OperationCatalog.All.Single(samples => OperationCatalog.NameOf(samples.Operation) == operation).Samples())
        {
            var count = sample.Inputs.Sum(input => input.Shape.Count);
            if (sample.SmoothOrder < 1 || sample.IsAtKink || Evaluation.Wanted(sample).Length == 0 || count > LargestSample || count == 0)
                continue;
            var inputs = sample.ToVariables();
            foreach (var i in Evaluation.Wanted(sample))
                inputs[i].RequiresGrad = true;
            var outputs = sample.Function(inputs).Length;
            for (var o = 0; o < outputs; o++)
            {
                var which = o;
                TapeBisection found;
                try
                {
                    found = GradCheck.EachOperation(() => sample.Function(inputs)[which], new GradCheckOptions { Orders = Math.Min(2, sample.SmoothOrder) });
                }
                catch (InvalidOperationException error) when (error.Message.StartsWith("gradcheck: n", StringComparison.Ordinal))
                {
                    // An output that is its input, has no elements, or no gradient.
                    continue;
                }

                nodes += found.Screened;
                if (!found.Passed)
                    failures.Add($"{sample}: {found}");
            }
        }

        output.WriteLine($"{operation}: {nodes} operations");
        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
    }
}
