using Autograd.GradientChecking;
using Autograd.Ops;

namespace Autograd.Tests.Ops.Elementwise.Slopes;

/// <summary>The samples of a cotangent's product with a function of what was saved.</summary>
public abstract class SlopeSamples<TOperation> : BinarySamples<TOperation>
    where TOperation : Operation
{
    protected sealed override bool EqualShapesOnly => true;

    /// <summary>The operation itself.</summary>
    protected abstract Operation Function { get; }

    /// <summary>What the cotangent is multiplied by.</summary>
    protected abstract double Factor(double saved);

    protected sealed override Variable Call(Variable a, Variable b) => Autograd.Ops.Operation.Apply(Function, a, b);

    protected sealed override double Value(double a, double b) => a == 0 ? 0 : a * Factor(b);

    protected override IEnumerable<OperationSample> Corners()
    {
        double[] wild = [double.PositiveInfinity, double.NaN, 2];
        yield return Elementwise("zeros of the cotangent", Call, Of([3], 0, 0, 0), Of([3], wild), Value) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [Array.ConvertAll(wild, Factor), [0, 0, 0]],
        };
        yield return Elementwise("of a broadcast", (a, b) => Call(a.Expand([2, 3]), b), Spread([3]), Spread([2, 3], seed: 1), Value);
        yield return Elementwise("one element", Call, Of([1], 1.5), Of([1], -0.5), Value);
        yield return Elementwise("far out", Call, Of([4], 1, -2, 0.5, 3), Of([4], -7, 8, -30, 12), Value);
    }
}
