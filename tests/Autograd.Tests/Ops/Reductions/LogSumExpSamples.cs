using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Reductions;

public sealed class LogSumExpSamples : ReductionSamples<LogSumExpOp>
{
    protected override string OperationName => "logsumexp";

    protected override Variable Call(Variable x, int[] axes, bool keepAxes) => x.LogSumExp(axes, keepAxes);

    protected override double Value(double[] x)
    {
        var largest = x.Length == 0 ? double.NegativeInfinity : x.Any(double.IsNaN) ? double.NaN : x.Max();
        return double.IsFinite(largest) ? largest + Math.Log(Naive.Sum(Array.ConvertAll(x, v => Math.Exp(v - largest)))) : largest;
    }

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Ordinary("huge", Of([3], 1000, 1001, 999));
        yield return Ordinary("tiny", Of([3], -1000, -1001, -999));
        yield return Ordinary("far apart", Of([3], 0, -50, 30));
        yield return Ordinary("a row of −∞", Of([2, 2], double.NegativeInfinity, double.NegativeInfinity, 0, 0), 1) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0, 0, 0.5, 0.5]],
        };
        yield return Ordinary("a column of −∞", Of([2, 3], 0, double.NegativeInfinity, 1, 0, double.NegativeInfinity, 1), 0) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0.5, 0, 0.5, 0.5, 0, 0.5]],
        };
        yield return Sample("a row of NaN that does not count", x => x[0].LogSumExp(1).Slice(0, 0, 1), [Of([2, 2], 1, 1, double.NaN, double.NaN)], _ => [1 + Math.Log(2)]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0.5, 0.5, 0, 0]],
        };
        yield return Sample(
            "beside a constant ∞",
            x => Variable.Concat(0, x[0], x[1]).LogSumExp(),
            [Of([1], 1), Of([1], double.PositiveInfinity).Constant()],
            _ => [double.PositiveInfinity]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0]],
        };
        yield return Ordinary("one −∞ in a row", Of([3], double.NegativeInfinity, 1, 1)) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0, 0.5, 0.5]],
        };
    }
}
