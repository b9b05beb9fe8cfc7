using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Reductions;

public sealed class SoftmaxSamples : SoftmaxFamilySamples<SoftmaxOp>
{
    protected override string OperationName => "softmax";

    protected override Variable Call(Variable x, int axis) => x.Softmax(axis);

    protected override double[] Values(double[] x)
    {
        if (x.All(double.IsNegativeInfinity))
            return new double[x.Length];
        var most = x.Any(double.IsNaN) ? double.NaN : x.Max();
        var exponentials = Array.ConvertAll(x, v => Math.Exp(v - most));
        var sum = Naive.Sum(exponentials);
        return Array.ConvertAll(exponentials, e => e / sum);
    }

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Rows("a masked row", Of([2, 2], double.NegativeInfinity, double.NegativeInfinity, 1, 1)) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0, 0, 0, 0]],
        };
        yield return Sample(
            "masked places, weighted",
            x => x[0].Softmax() * x[1],
            [Of([2, 3], 0, double.NegativeInfinity, 0, double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity), Of([2, 3], 1, 2, 3, 4, 5, 6).Constant()],
            _ => [0.5, 0, 1.5, 0, 0, 0]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[-0.5, 0, 0.5, 0, 0, 0]],
        };
        yield return Sample(
            "a row of NaN that does not count", x => x[0].Softmax().Slice(0, 0, 1) * x[1], [Of([2, 2], 1, 1, double.NaN, 0), Of([2], 1, 3).Constant()], _ => [0.5, 1.5]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[-0.5, 0.5, 0, 0]],
        };
    }
}
