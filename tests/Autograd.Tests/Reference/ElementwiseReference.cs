using System.Text.Json;
using static Autograd.Tests.Reference.ReferenceAttributes;

namespace Autograd.Tests.Reference;

/// <summary>The operations of <c>elementwise.json</c>, in the public API's terms.</summary>
internal sealed class ElementwiseReference : IReferenceTable
{
    public IReadOnlyDictionary<string, Func<Variable[], JsonElement, Variable[]>> Calls { get; } = new Dictionary<string, Func<Variable[], JsonElement, Variable[]>>(StringComparer.Ordinal)
    {
        ["square"] = (x, _) => [x[0].Square()],
        ["rsqrt"] = (x, _) => [x[0].Rsqrt()],
        ["reciprocal"] = (x, _) => [x[0].Reciprocal()],
        ["sin"] = (x, _) => [x[0].Sin()],
        ["cos"] = (x, _) => [x[0].Cos()],
        ["erf"] = (x, _) => [x[0].Erf()],
        ["normalCdf"] = (x, _) => [x[0].NormalCdf()],
        ["expm1"] = (x, _) => [x[0].Expm1()],
        ["log1p"] = (x, _) => [x[0].Log1p()],
        ["gelu"] = (x, _) => [x[0].Gelu()],
        ["geluTanh"] = (x, _) => [x[0].Gelu(GeluForm.Tanh)],
        ["silu"] = (x, _) => [x[0].Silu()],
        ["sign"] = (x, _) => [x[0].Sign()],
        ["floor"] = (x, _) => [x[0].Floor()],
        ["round"] = (x, _) => [x[0].Round()],
        ["softplus"] = (x, a) => [x[0].Softplus(Number(a, "beta"), Number(a, "threshold"))],
        ["leakyRelu"] = (x, a) => [x[0].LeakyRelu(Number(a, "slope"))],

        // Its slopes are the channels', the second axis.
        ["prelu"] = (x, _) => [x[0].LeakyRelu(x[1].Unsqueeze(-1))],
        ["elu"] = (x, a) => [x[0].Elu(Number(a, "alpha"))],
        ["clamp"] = (x, a) => [x[0].Clamp(Bound(a, "min"), Bound(a, "max"))],
        ["clampVariables"] = (x, _) => [x[0].Clamp(x[1], x[2])],
        ["minimum"] = (x, _) => [Variable.Minimum(x[0], x[1])],
        ["logAddExp"] = (x, _) => [Variable.LogAddExp(x[0], x[1])],
        ["remainder"] = (x, _) => [x[0] % x[1]],
        ["lerp"] = (x, _) => [Variable.Lerp(x[0], x[1], x[2])],
        ["lerpNumber"] = (x, a) => [Variable.Lerp(x[0], x[1], Number(a, "weight"))],
    };

    private static double? Bound(JsonElement attributes, string name) =>
        attributes.GetProperty(name) is { ValueKind: JsonValueKind.Number } bound ? bound.GetDouble() : null;
}
