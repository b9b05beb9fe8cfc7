namespace Autograd.GradientChecking.Tool.Running;

/// <summary>Chooses the samples that are checked.</summary>
internal static class SampleSpread
{
    /// <summary>How many samples of a subject a quick run takes.</summary>
    private const int QuickSamples = 8;

    /// <summary>What a quick run takes has at most so many elements, where there is such a sample.</summary>
    private const long QuickElements = 256;

    /// <summary>Whether there is a derivative to check.</summary>
    public static bool HasDerivative(OperationSample sample) =>
        sample.SmoothOrder >= 1 && sample.Inputs.Any(input => input.IsDifferentiable && input.DType.IsFloat());

    /// <summary>A spread from the first small sample to the last: samples stand in the order of what is special about them.</summary>
    public static IReadOnlyList<OperationSample> Quick(IReadOnlyList<OperationSample> samples)
    {
        if (samples.Count == 0)
            return samples;
        OperationSample[] small = [.. samples.Where(sample => Elements(sample) is > 0 and <= QuickElements)];
        if (small.Length == 0)
            return [samples.MinBy(Elements)!];
        var count = Math.Min(QuickSamples, small.Length);
        return [.. Enumerable.Range(0, count).Select(i => small[count == 1 ? 0 : i * (small.Length - 1) / (count - 1)])];
    }

    private static long Elements(OperationSample sample) => sample.Inputs.Sum(input => input.Shape.Count);
}
