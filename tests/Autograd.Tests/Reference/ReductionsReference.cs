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
        ["mseLoss"] = (x, a) => [x[0].MseLoss(x[1], Reduction(a))],
    };
}
