namespace Autograd.GradientChecking;

/// <summary>A derivative that throws is a finding, not an accident of the checker.</summary>
internal static class BackwardFault
{
    public static bool IsOne(Exception error) => error is InvalidOperationException or ArgumentException or NotSupportedException;

    public static CheckResult Result(string name, int order, Exception error)
    {
        // The walk's own words where a derivative has another shape than its input.
        var isShape = error.Message.Contains("the derivative for input", StringComparison.Ordinal);
        var hint = isShape
            ? "the gradient does not have its input's shape: where the input was broadcast, sum over the axes it was repeated along. "
            : error.Message.StartsWith("gradcheck: ", StringComparison.Ordinal) ? string.Empty : "the derivative threw. ";
        return new CheckResult { Name = name, Order = order, Verdict = Verdict.Fail, Compared = 1, WorstPart = double.PositiveInfinity, Diagnosis = hint + error.Message };
    }
}
