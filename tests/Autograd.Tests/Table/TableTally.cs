using System.Diagnostics;
using Xunit;

namespace Autograd.Tests.Table;

/// <summary>Counts what the table did, and says so when it has ended.</summary>
public sealed class TableTally : IDisposable
{
    private readonly long _start = Stopwatch.GetTimestamp();

    public void Dispose() =>
        TestContext.Current.SendDiagnosticMessage(
            $"operation table: {OperationCatalog.Operations.Count} operations, {OperationCatalog.All.Sum(samples => samples.Samples().Count())} samples, "
            + $"{OperationSuites.Runs} runs of a suite over a sample in {Stopwatch.GetElapsedTime(_start).TotalSeconds:0.0} s");
}
