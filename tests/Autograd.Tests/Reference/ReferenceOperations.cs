using System.Text.Json;
using static Autograd.Tests.Reference.ReferenceAttributes;

namespace Autograd.Tests.Reference;

/// <summary>The operations of <c>operations.json</c>, in the public API's terms.</summary>
internal sealed class ReferenceOperations : IReferenceTable
{
    public IReadOnlyDictionary<string, Func<Variable[], JsonElement, Variable[]>> Calls { get; } = new Dictionary<string, Func<Variable[], JsonElement, Variable[]>>(StringComparer.Ordinal)
    {
        ["neg"] = (x, _) => [-x[0]],
        ["exp"] = (x, _) => [x[0].Exp()],
        ["log"] = (x, _) => [x[0].Log()],
        ["sqrt"] = (x, _) => [x[0].Sqrt()],
        ["tanh"] = (x, _) => [x[0].Tanh()],
        ["sigmoid"] = (x, _) => [x[0].Sigmoid()],
        ["relu"] = (x, _) => [x[0].Relu()],
        ["abs"] = (x, _) => [x[0].Abs()],
        ["add"] = (x, _) => [x[0] + x[1]],
        ["sub"] = (x, _) => [x[0] - x[1]],
        ["mul"] = (x, _) => [x[0] * x[1]],
        ["div"] = (x, _) => [x[0] / x[1]],
        ["pow"] = (x, _) => [x[0].Pow(x[1])],
        ["powScalar"] = (x, a) => [x[0].Pow(a.GetProperty("exponent").GetDouble())],
        ["maximum"] = (x, _) => [Variable.Maximum(x[0], x[1])],
        ["where"] = (x, _) => [Variable.Where(x[0], x[1], x[2])],
        ["sum"] = (x, a) => [x[0].Sum(Ints(a, "axes"), Flag(a, "keepDims"))],
        ["mean"] = (x, a) => [x[0].Mean(Ints(a, "axes"), Flag(a, "keepDims"))],
        ["max"] = (x, a) => [x[0].Max(Ints(a, "axes"), Flag(a, "keepDims"))],
        ["logsumexp"] = (x, a) => [x[0].LogSumExp(Ints(a, "axes"), Flag(a, "keepDims"))],
        ["reshape"] = (x, a) => [x[0].Reshape(Ints(a, "shape"))],
        ["expand"] = (x, a) => [x[0].Expand(Ints(a, "shape"))],
        ["permute"] = (x, a) => [x[0].Permute(Ints(a, "order"))],
        ["slice"] = Slice,
        ["sliceOverlap"] = (x, _) => [x[0][..4] * x[0][1..5].Pow(2)],
        ["cat"] = (x, a) => [Variable.Concat(Int(a, "axis"), x)],
        ["split"] = (x, a) => x[0].Split(Int(a, "axis"), Ints(a, "sizes")),
        ["gather"] = Gather,
        ["indexSelect"] = (x, a) => [x[0].IndexSelect(Int(a, "axis"), x[1])],
        ["scatterAdd"] = (x, a) => [x[0].ScatterAdd(Int(a, "axis"), x[1], Int(a, "length"))],
        ["indexAdd"] = (x, a) => [x[0].IndexAdd(Int(a, "axis"), x[1], Int(a, "length"))],
        ["oneHot"] = (x, a) => [x[0].OneHot(Int(a, "classes"), DType.Int64)],
        ["matmul"] = (x, a) => [(Flag(a, "transposeA") ? x[0].T : x[0]).MatMul(Flag(a, "transposeB") ? x[1].T : x[1])],
        ["linear"] = (x, _) => [x[0].Linear(x[1], x.Length == 3 ? x[2] : null)],
        ["conv2d"] = (x, a) => [x[0].Conv2d(x[1], x.Length == 3 ? x[2] : null, Size(a, "stride"), Size(a, "padding"), Size(a, "dilation"), Int(a, "groups"))],
        ["maxPool2d"] = (x, a) => [x[0].MaxPool2d(Size(a, "kernel"), Size(a, "stride"), Size(a, "padding"), Size(a, "dilation"))],
        ["crossEntropy"] = (x, a) => [ClassesLast(x[0]).CrossEntropy(x[1], Reduction(a), Int(a, "ignoreIndex"), Number(a, "labelSmoothing"), Weights(a))],
        ["crossEntropySoft"] = SoftCrossEntropy,
    };

    private static Variable[] Slice(Variable[] x, JsonElement attributes)
    {
        var (starts, stops, steps) = (Ints(attributes, "starts"), Ints(attributes, "stops"), Ints(attributes, "steps"));
        return [x[0][[.. starts.Select((start, axis) => AxisIndex.Every(start..stops[axis], steps[axis]))]]];
    }

    /// <summary>The file's indices may be shorter than the values on other axes, which stand for their first places.</summary>
    private static Variable[] Gather(Variable[] x, JsonElement attributes)
    {
        var axis = Int(attributes, "axis");
        var values = x[0];
        for (var other = 0; other < values.Rank; other++)
        {
            if (other != (axis + values.Rank) % values.Rank)
                values = values.Slice(other, 0, x[1].Shape[other]);
        }

        return [values.Gather(axis, x[1])];
    }

    /// <summary>Smoothing mixes the probabilities with even ones, and weights multiply each class's share.</summary>
    private static Variable[] SoftCrossEntropy(Variable[] x, JsonElement attributes)
    {
        var smoothing = Number(attributes, "labelSmoothing");
        var probabilities = x[1];
        if (smoothing > 0)
            probabilities = (probabilities * (1 - smoothing)) + (smoothing / probabilities.Shape[1]);
        if (Weights(attributes) is { } weights)
            probabilities *= weights;
        return [x[0].CrossEntropyWithProbabilities(probabilities, Reduction(attributes))];
    }

    private static Variable ClassesLast(Variable logits)
    {
        int[] order = [0, .. Enumerable.Range(2, logits.Rank - 2), 1];
        return logits.Permute(order);
    }

    private static Variable? Weights(JsonElement attributes) =>
        attributes.GetProperty("weight") is { ValueKind: JsonValueKind.Array } weights ? Variable.From([.. weights.EnumerateArray().Select(w => w.GetDouble())]) : null;
}
