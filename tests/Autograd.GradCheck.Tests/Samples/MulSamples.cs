namespace Autograd.GradientChecking.Tests.Samples;

/// <summary>As a test file of the operation table looks.</summary>
internal sealed class MulSamples : OperationSamples<MulOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Elementwise("broadcast", (a, b) => a * b, Spread([3, 4]), Spread([4], seed: 1), (a, b) => a * b);
        yield return Elementwise("square", x => x * x, Spread([5]), x => x * x);
        yield return Sample("constant", x => x[0] * x[1], [Spread([3]), Spread([3], seed: 2).Constant()]) with { IsLinear = true };
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        var (a, b) = (Variable.Zeros([2]), Variable.Zeros([3]));
        yield return Error<ArgumentException>("shapes", () => _ = a * b, "mul: shapes [2] and [3] do not broadcast; make the lengths equal or 1");
    }
}
