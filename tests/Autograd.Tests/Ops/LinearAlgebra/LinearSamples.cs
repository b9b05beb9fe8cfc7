using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.LinearAlgebra;

public sealed class LinearSamples : OperationSamples<LinearOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Affine("batch", [4, 3], 2, bias: true);
        yield return Affine("without bias", [4, 3], 2, bias: false);
        yield return Affine("one vector", [5], 3, bias: true);
        yield return Affine("tail 37", [2, 37], 1, bias: true);
        yield return Affine("output tail 37", [2, 1], 37, bias: true);
        yield return Affine("sequence", [2, 3, 4], 2, bias: true);
        yield return Affine("5-d", [2, 1, 2, 1, 3], 2, bias: true);
        yield return Affine("no row", [0, 3], 2, bias: true);
        yield return Affine("no input", [2, 0], 3, bias: true);
        yield return Affine("several tiles", [70, 65], 130, bias: true);
        yield return Sample("broadcast input", x => x[0].Expand([3, 2]).Linear(x[1], x[2]), [Spread([2]), Spread([2, 2], seed: 1), Spread([2], seed: 2)], x => [.. Enumerable.Range(0, 3).SelectMany(_ => NaiveLinear.Map(x[0], [2], x[1], 2, x[2]))]);
        yield return Sample("transposed weight", x => x[0].Linear(x[1].T), [Spread([2, 3]), Spread([3, 2], seed: 1)], x => NaiveLinear.Map(x[0], [2, 3], Naive.Pick(x[1], [3, 2], [2, 3], c => [c[1], c[0]]), 2, null));
        yield return Sample("two layers", x => x[0].Linear(x[1], x[2]).Tanh().Linear(x[1], x[2]), [Spread([2, 2]), Spread([2, 2], seed: 1), Spread([2], seed: 2)], x => NaiveLinear.Map(Array.ConvertAll(NaiveLinear.Map(x[0], [2, 2], x[1], 2, x[2]), Math.Tanh), [2, 2], x[1], 2, x[2]));
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>(
            "a weight that does not fit",
            () => Variable.Ones([2, 3]).Linear(Variable.Ones([3, 2])),
            "linear: an input of [2, 3] does not fit a weight of [3, 2]; give a weight of [out, in], in being the length of the input's last axis");
        yield return Error<ArgumentException>(
            "a bias that does not fit",
            () => Variable.Ones([2, 3]).Linear(Variable.Ones([4, 3]), Variable.Ones([3])),
            "linear: a bias of [3] does not fit a weight of [4, 3]; the bias is [out]");
        yield return Error<ArgumentException>(
            "two types",
            () => Variable.Ones([2, 3]).Linear(Variable.Ones([4, 3], DType.Float64)),
            "linear: the input is float32, weight float64, bias float64; cast them to one type");
    }

    private OperationSample Affine(string name, Shape shape, int outputs, bool bias)
    {
        SampleInput[] inputs = [Spread(shape), Spread([outputs, shape[^1]], seed: 1)];
        return bias
            ? Sample(name, x => x[0].Linear(x[1], x[2]), [.. inputs, Spread([outputs], seed: 2)], x => NaiveLinear.Map(x[0], shape, x[1], outputs, x[2]))
            : Sample(name, x => x[0].Linear(x[1]), inputs, x => NaiveLinear.Map(x[0], shape, x[1], outputs, null));
    }
}
