using System.Text.Json;
using static Autograd.Tests.Reference.ReferenceAttributes;

namespace Autograd.Tests.Reference;

/// <summary>The operations of <c>attention.json</c>, in the public API's terms.</summary>
internal sealed class AttentionReference : IReferenceTable
{
    public IReadOnlyDictionary<string, Func<Variable[], JsonElement, Variable[]>> Calls { get; } = new Dictionary<string, Func<Variable[], JsonElement, Variable[]>>(StringComparer.Ordinal)
    {
        ["layerNorm"] = (x, a) => [x[0].LayerNorm(Normalized(x[0], a), Flag(a, "weight") ? x[1] : null, Flag(a, "bias") ? x[^1] : null, Number(a, "epsilon"))],
        ["rmsNorm"] = (x, a) => [x[0].RmsNorm(Normalized(x[0], a), Flag(a, "weight") ? x[1] : null, Number(a, "epsilon"))],
        ["groupNorm"] = (x, a) => [x[0].GroupNorm(Int(a, "groups"), x[1], x[2])],
        ["batchNorm"] = (x, a) => [Flag(a, "training") ? x[0].BatchNorm(x[1], x[2]) : x[0].BatchNormWithStatistics(x[1], x[2], x[3], x[4])],
        ["attention"] = (x, a) => [x[0].ScaledDotProductAttention(x[1], x[2], x.Length == 4 ? x[3] : null, Flag(a, "causal"), Scale(a))],
        ["rope"] = (x, a) => [x[0].RotaryEmbedding(Int(a, "offset"), Number(a, "base"), Flag(a, "interleaved") ? RotaryPairing.Interleaved : RotaryPairing.Halves)],
        ["swiGlu"] = (x, _) => [Variable.SwiGlu(x[0], x[1])],
    };

    private static Shape Normalized(Variable x, JsonElement attributes) => Shape.Create(x.Shape.Lengths[^Int(attributes, "axes")..]);

    private static double? Scale(JsonElement attributes) => attributes.GetProperty("scale") is { ValueKind: JsonValueKind.Number } scale ? scale.GetDouble() : null;
}
