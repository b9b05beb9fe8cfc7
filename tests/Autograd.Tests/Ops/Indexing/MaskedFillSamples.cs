using Autograd.GradientChecking;
using Autograd.Tests.Table;

namespace Autograd.Tests.Ops.Indexing;

public sealed class MaskedFillSamples : MethodSamples
{
    public override string Method => "masked_fill";

    public override Type Operation => typeof(WhereOp);

    public override IEnumerable<OperationSample> Samples()
    {
        yield return Filled("vector", [5], [5], 0) with { IsLinear = true };
        yield return Filled("matrix", [3, 4], [3, 4], -1.5);
        yield return Filled("broadcast mask", [2, 3, 4], [4], 7);
        yield return Filled("mask of one axis among three, broadcast", [2, 3, 4], [3, 1], 7);
        yield return Filled("tail 37", [37], [37], 2);
        yield return Filled("0-d", Shape.Scalar, Shape.Scalar, 2);
        yield return Filled("no element", [0, 3], [3], 2);
        yield return Filled("wider than a thread's share", [3, 23000], [23000], 0);
        yield return Scalars("a scalar that learns", [3, 4], [4]);
        yield return Scalars("a scalar that learns, 0-d", Shape.Scalar, Shape.Scalar);
        yield return Sample("of a broadcast", x => x[0].Expand([2, 2]).MaskedFill(x[1], 3), [Spread([2]), Booleans([2, 2], true, false, false, true)], x => [3, x[0][1], x[0][0], 3]);
        yield return Sample("squared after", x => x[0].MaskedFill(x[1], x[2]).Pow(2), [Spread([3]), Booleans([3], true, false, true), Scalar(1.5)], x => [2.25, x[0][1] * x[0][1], 2.25]);
        yield return Sample("NaN hidden", x => x[0].Log().MaskedFill(x[0] < 0.5, double.NegativeInfinity), [Of([4], -1, 0, 1, 2)], _ => [double.NegativeInfinity, double.NegativeInfinity, 0, Math.Log(2)]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0, 0, 1, 0.5]],
        };
        yield return Sample("int64", x => x[0].MaskedFill(x[1], -3), [Indices([3], 1, 2, 3), Booleans([3], false, true, false)], _ => [1, -3, 3]) with { SmoothOrder = 0 };
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        var x = Variable.Ones([2, 3]);
        var mask = Variable.Zeros([3], DType.Bool);
        yield return Error<ArgumentException>("a mask of floats", () => x.MaskedFill(x, 0), "masked_fill: the mask is float32; compare to get a bool, x > 0");
        yield return Error<ArgumentException>(
            "a mask too large", () => x.MaskedFill(Variable.Zeros([4, 2, 3], DType.Bool), 0), "masked_fill: the mask's shape [4, 2, 3] does not broadcast to [2, 3]; give the mask axes of this Variable's lengths, or 1");
        yield return Error<ArgumentException>(
            "a mask that does not fit", () => x.MaskedFill(Variable.Zeros([2], DType.Bool), 0), "masked_fill: shapes [2] and [2, 3] do not broadcast, axis −1 is 2 against 3; make the lengths equal or one of them 1");
        yield return Error<ArgumentException>("a value of several", () => x.MaskedFill(mask, Variable.Ones([3])), "masked_fill: the value has shape [3]; give a scalar, or use Where");
        yield return Error<ArgumentException>(
            "another dtype", () => x.MaskedFill(mask, Variable.From(1.0)), "masked_fill: operands are float32 and float64; cast one of them, x.To(DType.Float64) or x.To(DType.Float32)");
        yield return Error<ArgumentException>(
            "a fraction among integers", () => Variable.From([1, 2, 3]).MaskedFill(mask, 0.5), "masked_fill: the number 0.5 is no int32; cast the Variable first, x.To(DType.Float32)");
    }

    private static bool[] Flags(Shape mask) => [.. Enumerable.Range(0, (int)mask.Count).Select(i => i * 7 % 3 == 1)];

    private OperationSample Filled(string name, Shape shape, Shape mask, double value) =>
        Sample(name, x => x[0].MaskedFill(x[1], value), [Spread(shape), Booleans(mask, Flags(mask))], x => NaiveBroadcast.Map(x[0], shape, x[1], mask, (v, masked) => masked != 0 ? value : v));

    private OperationSample Scalars(string name, Shape shape, Shape mask) =>
        Sample(name, x => x[0].MaskedFill(x[1], x[2]), [Spread(shape), Booleans(mask, Flags(mask)), Scalar(0.7)], x => NaiveBroadcast.Map(x[0], shape, x[1], mask, (v, masked) => masked != 0 ? x[2][0] : v))
            with
        { IsLinear = true };
}
