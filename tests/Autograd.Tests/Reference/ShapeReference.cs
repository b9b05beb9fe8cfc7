using System.Text.Json;
using static Autograd.Tests.Reference.ReferenceAttributes;

namespace Autograd.Tests.Reference;

/// <summary>The operations of <c>shape.json</c>, in the public API's terms.</summary>
internal sealed class ShapeReference : IReferenceTable
{
    public IReadOnlyDictionary<string, Func<Variable[], JsonElement, Variable[]>> Calls { get; } = new Dictionary<string, Func<Variable[], JsonElement, Variable[]>>(StringComparer.Ordinal)
    {
        ["pad"] = (x, a) => [x[0].Pad([.. Ints(a, "amounts").Chunk(2).Select(pair => (pair[0], pair[1]))], Number(a, "value"))],
        ["flip"] = (x, a) => [x[0].Flip(Ints(a, "axes"))],
        ["tril"] = (x, a) => [x[0].Tril(Int(a, "offset"))],
        ["triu"] = (x, a) => [x[0].Triu(Int(a, "offset"))],
        ["diagonal"] = (x, a) => [x[0].Diagonal(Int(a, "offset"), Int(a, "first"), Int(a, "second_axis"))],
        ["diagonalEmbed"] = (x, a) => [x[0].DiagonalEmbed(Int(a, "offset"), Int(a, "first"), Int(a, "second_axis"))],
        ["tile"] = (x, a) => [x[0].Tile(Ints(a, "counts"))],
        ["flatten"] = (x, a) => [x[0].Flatten(Int(a, "start"), Int(a, "end"))],
        ["squeezeAll"] = (x, _) => [x[0].Squeeze()],
        ["stack"] = (x, a) => [Variable.Stack(Int(a, "axis"), x)],
        ["maskedFill"] = (x, _) => [x[0].MaskedFill(x[1], x[2])],
        ["maskedFillNumber"] = (x, a) => [x[0].MaskedFill(x[1], Number(a, "value"))],
        ["embedding"] = (x, a) => [x[0].Embedding(x[1], a.GetProperty("padding") is { ValueKind: JsonValueKind.Number } padding ? padding.GetInt32() : null)],
    };
}
