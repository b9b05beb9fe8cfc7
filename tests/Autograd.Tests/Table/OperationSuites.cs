using Autograd.Backends.Cpu;
using Autograd.GradientChecking;
using Autograd.Tests.Table.Suites;

namespace Autograd.Tests.Table;

/// <summary>
/// What is demanded of every sample of every operation. A suite throws with a clear text where a sample fails, and returns
/// at once where it has nothing to ask of it.
/// </summary>
public static class OperationSuites
{
    private static readonly Lock Gate = new();

    private static long _runs;

    /// <summary>The suites by name. Only one runs at a time: they look at the whole process's memory and thread count.</summary>
    public static IReadOnlyList<(string Name, Action<OperationSample> Run)> All { get; } =
    [
        Guarded("value", ValueSuite.Run),
        Guarded("gradient", GradientSuite.Run),
        Guarded("exact rule", OracleSuite.Run),
        Guarded("corner", CornerSuite.Run),
        Guarded("forward mode", ForwardModeSuite.Run),
        Guarded("second order", SecondOrderSuite.Run),
        Guarded("mixed second order", MixedSuite.Run),
        Guarded("recorded walk", RecordedSuite.Run),
        Guarded("decomposition", DecompositionSuite.Run),
        Guarded("each input alone", EachInputSuite.Run),
        Guarded("layouts of inputs", LayoutSuite.Inputs),
        Guarded("layouts of cotangents", LayoutSuite.Cotangents),
        Guarded("layouts of tangents", LayoutSuite.Tangents),
        Guarded("one Variable twice", AliasSuite.Run),
        Guarded("linear in cotangents", CotangentLinearitySuite.Run),
        Guarded("float32", PrecisionSuite.Run),
        Guarded("threads", ThreadsSuite.Run),
        Guarded("again", RepeatSuite.Run),
    ];

    /// <summary>How many times a suite was run over a sample.</summary>
    public static long Runs => Volatile.Read(ref _runs);

    /// <summary>
    /// Released memory is filled with NaN meanwhile, so that reading it shows; afterwards the pool must have everything back,
    /// and the sample's inputs must be what they were.
    /// </summary>
    private static (string Name, Action<OperationSample> Run) Guarded(string name, Action<OperationSample> suite) => (name, sample =>
    {
        ArgumentNullException.ThrowIfNull(sample);
        lock (Gate)
        {
            Interlocked.Increment(ref _runs);
            var poisoned = CpuMemory.PoisonOnRelease;
            CpuMemory.PoisonOnRelease = true;
            try
            {
                var before = CpuMemory.Statistics.BytesLive;
                suite(sample);
                var leaked = CpuMemory.Statistics.BytesLive - before;
                Check.That(leaked == 0, $"{leaked} bytes of the pool are still lent after every tape's disposal");
            }
            catch (Exception exception)
            {
                throw new TableException($"{sample}/{name}: {(exception is TableException ? exception.Message : exception.ToString())}");
            }
            finally
            {
                CpuMemory.PoisonOnRelease = poisoned;
            }
        }
    }
    );
}
