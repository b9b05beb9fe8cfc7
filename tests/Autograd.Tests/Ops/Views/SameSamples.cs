using Autograd.GradientChecking;
using Autograd.Ops;

namespace Autograd.Tests.Ops.Views;

/// <summary>The samples of operations whose result has the elements of their input.</summary>
public abstract class SameSamples<TOperation> : OperationSamples<TOperation>
    where TOperation : Operation
{
    /// <inheritdoc/>
    public sealed override IEnumerable<OperationSample> Samples()
    {
        yield return Whole("0-d", Shape.Scalar);
        yield return Whole("no element", [2, 0]);
        yield return Whole("tail 37", [37]);
        yield return Whole("matrix", [3, 5]);
        yield return Whole("5-d", [2, 1, 3, 2, 2]);
        yield return Whole("wider than a thread's share", [3, 23000]);
        yield return Sample("of a transpose", x => Call(x[0].T), [Spread([2, 3])], x => Naive.Pick(x[0], [2, 3], [3, 2], c => [c[1], c[0]])) with { IsLinear = true };
        yield return Sample("of a broadcast", x => Call(x[0].Expand([3, 2])), [Spread([2])], x => [.. x[0], .. x[0], .. x[0]]) with { IsLinear = true };
        yield return Sample("times the source", x => Call(x[0]) * x[0], [Spread([5])], x => Array.ConvertAll(x[0], v => v * v));
        yield return Sample("special values", x => Call(x[0]), [Of([5], double.NaN, double.PositiveInfinity, -0.0, double.Epsilon, double.MinValue)], x => x[0]) with { SmoothOrder = 0 };
    }

    /// <summary>The operation.</summary>
    protected abstract Variable Call(Variable x);

    private OperationSample Whole(string name, Shape shape) => Sample(name, x => Call(x[0]), [Spread(shape)], x => x[0]) with { IsLinear = true };
}
