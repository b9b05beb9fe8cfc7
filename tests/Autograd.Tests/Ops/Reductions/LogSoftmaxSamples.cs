using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Reductions;

public sealed class LogSoftmaxSamples : SoftmaxFamilySamples<LogSoftmaxOp>
{
    protected override string OperationName => "log_softmax";

    protected override Variable Call(Variable x, int axis) => x.LogSoftmax(axis);

    protected override double[] Values(double[] x)
    {
        if (x.All(double.IsNegativeInfinity))
            return [.. x];
        var most = x.Any(double.IsNaN) ? double.NaN : x.Max();
        var rest = Math.Log(Naive.Sum(Array.ConvertAll(x, v => Math.Exp(v - most))));
        return Array.ConvertAll(x, v => v - most - rest);
    }

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Rows("a masked row", Of([2, 2], double.NegativeInfinity, double.NegativeInfinity, 1, 1)) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[1, 1, 0, 0]],
        };
        yield return Rows("a masked place", Of([1, 3], 0, double.NegativeInfinity, 0)) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[-0.5, 1, -0.5]],
        };
        yield return Sample(
            "a row of NaN that does not count", x => x[0].LogSoftmax().Slice(0, 0, 1), [Of([2, 2], 1, 1, double.NaN, 0)], _ => [-Math.Log(2), -Math.Log(2)]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0, 0, 0, 0]],
        };
        yield return Sample(
            "a row of NaN that does not move",
            x => Variable.Where(x[0].Less(5), x[0], double.NaN).LogSoftmax(),
            [Of([2, 2], 1, 1, 9, 9)],
            _ => [-Math.Log(2), -Math.Log(2), double.NaN, double.NaN]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0, 0, 0, 0]],
        };
    }
}
