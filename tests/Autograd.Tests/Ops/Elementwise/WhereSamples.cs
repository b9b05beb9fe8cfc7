using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class WhereSamples : OperationSamples<WhereOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Choice("0-d", Shape.Scalar, Shape.Scalar, Shape.Scalar);
        yield return Choice("no element", [0, 2], [0, 2], [0, 2]);
        yield return Choice("tail 37", [37], [37], [37]);
        yield return Choice("matrix", [3, 5], [3, 5], [3, 5]);
        yield return Choice("wider than a thread's share", [2, 34000], [2, 34000], [2, 34000]);
        yield return Choice("condition broadcast", [4], [3, 4], [3, 4]);
        yield return Choice("branches broadcast", [3, 4], [4], [3, 1]);
        yield return Choice("scalar branches", [5], Shape.Scalar, Shape.Scalar);
        yield return Sample("infinite unused branch", x => Variable.Where(x[0], x[1], x[2]), [Booleans([3], true, false, true), Of([3], 1, double.PositiveInfinity, 2), Of([3], double.NaN, 5, double.NegativeInfinity)], _ => [1, 5, 2])
            with
        { SmoothOrder = 0, GradientReference = _ => [[1, 0, 1], [0, 1, 0]] };
        yield return Elementwise("infinite derivative in the unused branch", x => Variable.Where(x > 0, x.Pow(0.5) * x.Log(), 0), Of([3], 0, 1, 0), _ => 0)
            with
        { SmoothOrder = 0, GradientReference = _ => [[0, 1, 0]] };
        yield return Elementwise("numbers for branches", x => Variable.Where(x > 0, x, 7) + Variable.Where(x > 0, -7, x), Spread([6]), x => x > 0 ? x - 7 : 7 + x);
        yield return Sample("int64", x => Variable.Where(x[0], x[1], x[2]), [Booleans([3], true, false, true), Indices([3], 1, 2, 3), Indices([3], 4, 5, 6)], _ => [1, 5, 3])
            with
        { SmoothOrder = 0 };
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>(
            "a condition of floats", () => Variable.Where(Variable.Ones([2]), Variable.Ones([2]), 0), "where: the condition is float32; compare to get a bool, x > 0");
    }

    private OperationSample Choice(string name, Shape condition, Shape a, Shape b)
    {
        var flags = Enumerable.Range(0, (int)condition.Count).Select(i => (i * 7 % 3) == 1).ToArray();
        var (left, right) = (Spread(a), Spread(b, seed: 1));
        var common = NaiveBroadcast.Common(condition, NaiveBroadcast.Common(a, b));
        return Sample(name, x => Variable.Where(x[0], x[1], x[2]), [Booleans(condition, flags), left, right], x =>
        {
            var y = new double[common.Count];
            for (var i = 0; i < y.Length; i++)
                y[i] = x[0][NaiveBroadcast.Place(i, common, condition)] != 0 ? x[1][NaiveBroadcast.Place(i, common, a)] : x[2][NaiveBroadcast.Place(i, common, b)];
            return y;
        }) with
        { IsLinear = true };
    }
}
