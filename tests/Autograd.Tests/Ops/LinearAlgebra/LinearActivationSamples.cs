using Autograd.GradientChecking;
using Autograd.Ops;

namespace Autograd.Tests.Ops.LinearAlgebra;

/// <summary>The samples that affine maps have whatever the activation behind them.</summary>
public abstract class LinearActivationSamples<TOperation> : OperationSamples<TOperation>
    where TOperation : Operation
{
    protected abstract Activation Activation { get; }

    protected abstract double Value(double z);

    public override IEnumerable<OperationSample> Samples()
    {
        yield return Affine("batch", [4, 3], 2, bias: true);
        yield return Affine("without bias", [4, 3], 2, bias: false);
        yield return Affine("one vector", [5], 3, bias: true);
        yield return Affine("tail 37", [2, 37], 1, bias: true);
        yield return Affine("output tail 37", [2, 1], 37, bias: true);
        yield return Affine("sequence", [2, 3, 4], 2, bias: true);
        yield return Affine("one output", [5, 3], 1, bias: true);
        yield return Affine("no row", [0, 3], 2, bias: true);
        yield return Affine("no input", [2, 0], 3, bias: true);
        yield return Tiles("several tiles", [9, 7], 19);
        yield return Sample("broadcast input", x => x[0].Expand([3, 2]).Linear(x[1], x[2], Activation), [Spread([2]), Spread([2, 2], seed: 1), Spread([2], seed: 2)], x => [.. Enumerable.Range(0, 3).SelectMany(_ => Map(x[0], [2], x[1], 2, x[2]))]);
        yield return Sample("transposed weight", x => x[0].Linear(x[1].T, null, Activation), [Spread([2, 3]), Spread([3, 2], seed: 1)], x => Map(x[0], [2, 3], Naive.Pick(x[1], [3, 2], [2, 3], c => [c[1], c[0]]), 2, null));
        yield return Sample("two layers", x => x[0].Linear(x[1], x[2], Activation).Linear(x[1], x[2], Activation), [Spread([2, 2]), Spread([2, 2], seed: 1), Spread([2], seed: 2)], x => Map(Map(x[0], [2, 2], x[1], 2, x[2]), [2, 2], x[1], 2, x[2]));
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>(
            "a weight that does not fit",
            () => Variable.Ones([2, 3]).Linear(Variable.Ones([3, 2]), null, Activation),
            "linear: an input of [2, 3] does not fit a weight of [3, 2]; give a weight of [out, in], in being the length of the input's last axis");
        yield return Error<ArgumentException>(
            "no such activation",
            () => Variable.Ones([2, 3]).Linear(Variable.Ones([4, 3]), null, (Activation)99),
            "linear: there is no activation 99; use one that Activation names");
    }

    private double[] Map(double[] x, Shape shape, double[] weight, int outputs, double[]? bias) =>
        Array.ConvertAll(NaiveLinear.Map(x, shape, weight, outputs, bias), Value);

    private OperationSample Affine(string name, Shape shape, int outputs, bool bias)
    {
        // Sums of a size at which the activations still bend.
        SampleInput[] inputs = [Spread(shape, -1, 1), Spread([outputs, shape[^1]], -1, 1, seed: 1)];
        return bias
            ? Sample(name, x => x[0].Linear(x[1], x[2], Activation), [.. inputs, Spread([outputs], seed: 2)], x => Map(x[0], shape, x[1], outputs, x[2]))
            : Sample(name, x => x[0].Linear(x[1], null, Activation), inputs, x => Map(x[0], shape, x[1], outputs, null));
    }

    /// <summary>Sums that are odd sixteenths, and so as far from a kink at 0.</summary>
    private OperationSample Tiles(string name, Shape shape, int outputs)
    {
        Shape weight = [outputs, shape[^1]];
        double[] x = [.. Enumerable.Range(0, (int)shape.Count).Select(i => ((i * 7 % 5) - 2) / 8.0)];
        double[] w = [.. Enumerable.Range(0, (int)weight.Count).Select(i => (i * 5 % 3) - 1.0)];
        double[] b = [.. Enumerable.Range(0, outputs).Select(i => ((i % 4) - 1.5) / 8)];
        return Sample(name, v => v[0].Linear(v[1], v[2], Activation), [Of(shape, x), Of(weight, w), Of([outputs], b)], v => Map(v[0], shape, v[1], outputs, v[2]));
    }
}
