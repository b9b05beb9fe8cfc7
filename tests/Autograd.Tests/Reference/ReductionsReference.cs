using System.Text.Json;
using static Autograd.Tests.Reference.ReferenceAttributes;

namespace Autograd.Tests.Reference;

/// <summary>The operations of <c>reductions.json</c>, in the public API's terms.</summary>
internal sealed class ReductionsReference : IReferenceTable
{
    public IReadOnlyDictionary<string, Func<Variable[], JsonElement, Variable[]>> Calls { get; } = new Dictionary<string, Func<Variable[], JsonElement, Variable[]>>(StringComparer.Ordinal)
    {
        ["softmax"] = (x, a) => [x[0].Softmax(Int(a, "axis"))],
        ["logSoftmax"] = (x, a) => [x[0].LogSoftmax(Int(a, "axis"))],
        ["var"] = (x, a) => [x[0].Var(Ints(a, "axes"), correction: Number(a, "correction"))],
        ["std"] = (x, a) => [x[0].Std(Ints(a, "axes"), correction: Number(a, "correction"))],
        ["min"] = (x, a) => [x[0].Min(Ints(a, "axes"))],
        ["argMax"] = (x, a) => [x[0].ArgMax(Int(a, "axis"))],
        ["argMin"] = (x, a) => [x[0].ArgMin(Int(a, "axis"))],
        ["prod"] = (x, a) => [x[0].Prod(Ints(a, "axes"))],
        ["norm"] = (x, a) => [x[0].Norm(Exponent(a), Ints(a, "axes"))],
        ["cumSum"] = (x, a) => [x[0].CumSum(Int(a, "axis"), Flag(a, "reverse"))],
        ["mseLoss"] = (x, a) => [x[0].MseLoss(x[1], Reduction(a))],
        ["l1Loss"] = (x, a) => [x[0].L1Loss(x[1], Reduction(a))],
        ["huberLoss"] = (x, a) => [x[0].HuberLoss(x[1], Number(a, "delta"), Reduction(a))],
        ["smoothL1Loss"] = (x, a) => [x[0].SmoothL1Loss(x[1], Number(a, "beta"), Reduction(a))],
        ["bceLoss"] = (x, a) => [x[0].BceLoss(x[1], Reduction(a), Weights(a, "weight"))],
        ["bceWithLogitsLoss"] = (x, a) => [x[0].BceWithLogitsLoss(x[1], Reduction(a), Weights(a, "weight"), Weights(a, "positiveWeight"))],
        ["nllLoss"] = (x, a) => [x[0].NllLoss(x[1], Reduction(a), Int(a, "ignoreIndex"), Weights(a, "weight"))],
        ["klDivLoss"] = (x, a) => [x[0].KlDivLoss(x[1], Reduction(a), Flag(a, "logTarget"))],
        ["gaussianNllLoss"] = (x, a) => [x[0].GaussianNllLoss(x[1], x[2], Reduction(a), Flag(a, "full"), Number(a, "eps"))],
    };

    /// <summary>JSON has no infinity.</summary>
    private static double Exponent(JsonElement attributes) => attributes.GetProperty("p") switch
    {
        { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
        var text => text.GetString() == "infinity" ? double.PositiveInfinity : double.NegativeInfinity,
    };

    private static Variable? Weights(JsonElement attributes, string name) =>
        attributes.GetProperty(name) is { ValueKind: JsonValueKind.Array } weights ? Variable.From([.. weights.EnumerateArray().Select(w => w.GetDouble())]) : null;
}
