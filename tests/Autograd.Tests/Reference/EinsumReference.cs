using System.Text.Json;
using static Autograd.Tests.Reference.ReferenceAttributes;

namespace Autograd.Tests.Reference;

/// <summary>The operations of <c>einsum.json</c>, in the public API's terms.</summary>
internal sealed class EinsumReference : IReferenceTable
{
    public IReadOnlyDictionary<string, Func<Variable[], JsonElement, Variable[]>> Calls { get; } = new Dictionary<string, Func<Variable[], JsonElement, Variable[]>>(StringComparer.Ordinal)
    {
        ["einsum"] = (x, a) => [Variable.Einsum(a.GetProperty("equation").GetString()!, x)],
        ["avgPool2d"] = (x, a) => [x[0].AvgPool2d(Size(a, "kernel"), Size(a, "stride"), Size(a, "padding"), Flag(a, "ceil"), Flag(a, "included"))],
        ["adaptiveAvgPool2d"] = (x, a) => [x[0].AdaptiveAvgPool2d(Size(a, "size"))],
    };
}
