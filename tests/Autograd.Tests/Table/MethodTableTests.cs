using Autograd.GradientChecking;
using Autograd.Tests.Backends.Cpu;
using Xunit;

namespace Autograd.Tests.Table;

/// <summary>The operation table's suites over methods that compose operations, and the public checker with its defaults.</summary>
[Collection(PoolCollection.Name)]
public class MethodTableTests
{
    private const int Fewest = 8;

    /// <summary>Samples made for threads and tiles are checked by the table's probes.</summary>
    private const long LargestSample = 2048;

    private static readonly IReadOnlyList<MethodSamples> All =
    [
        .. typeof(MethodSamples).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(MethodSamples)))
            .Select(type => (MethodSamples)Activator.CreateInstance(type)!)
            .OrderBy(samples => samples.Method, StringComparer.Ordinal),
    ];

    public static TheoryData<string> Methods => [.. All.Select(samples => samples.Method)];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var samples in All)
            {
                foreach (var (suite, _) in OperationSuites.All)
                    cases.Add(samples.Method, suite);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Holds(string method, string suite)
    {
        var run = OperationSuites.All.Single(candidate => candidate.Name == suite).Run;
        var failures = new List<string>();
        foreach (var sample in Of(method).Samples())
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

    [Theory]
    [MemberData(nameof(Methods))]
    public void PassesThePublicChecker(string method)
    {
        foreach (var sample in Of(method).Samples())
        {
            if (sample.SmoothOrder < 1 || Evaluation.Wanted(sample).Length == 0 || sample.Inputs.Sum(input => input.Shape.Count) > LargestSample)
                continue;
            var report = GradCheck.Run(sample);
            Assert.True(report.Verdict == (sample.IsAtKink ? Verdict.Kink : Verdict.Pass), report.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void SamplesAreManyAndNamed(string method)
    {
        var samples = Of(method).Samples().ToList();
        Assert.True(samples.Count >= Fewest, $"{method} has {samples.Count} samples; give at least {Fewest}");
        Assert.Equal(samples.Count, samples.Select(sample => sample.Name).Distinct().Count());
        Assert.Contains(samples, sample => sample.Name.Contains("tail 37", StringComparison.Ordinal));
        Assert.Contains(samples, sample => sample.Name.Contains("broadcast", StringComparison.Ordinal));
        Assert.Contains(samples, sample => sample.Inputs.Any(input => input.Shape.Count == 0));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void ErrorsHaveTheirExactText(string method)
    {
        foreach (var error in Of(method).Errors())
        {
            var exception = Record.Exception(error.Call);
            Assert.NotNull(exception);
            Assert.Equal(error.Message, exception.Message);
            Assert.Equal(error.Exception, exception.GetType());
        }
    }

    private static MethodSamples Of(string method) => All.Single(samples => samples.Method == method);
}
