using System.Text.Json;
using static Autograd.Tests.Reference.ReferenceAttributes;

namespace Autograd.Tests.Reference;

/// <summary>The operations of <c>recurrent.json</c>.</summary>
internal sealed class RecurrentReference : IReferenceTable
{
    public IReadOnlyDictionary<string, Func<Variable[], JsonElement, Variable[]>> Calls { get; } = new Dictionary<string, Func<Variable[], JsonElement, Variable[]>>(StringComparer.Ordinal)
    {
        ["rnnTanh"] = (x, a) => Rnn(x, RnnActivation.Tanh, Flag(a, "reverse")),
        ["rnnRelu"] = (x, a) => Rnn(x, RnnActivation.Relu, Flag(a, "reverse")),
        ["gru"] = (x, a) => x[0].Gru(x[2], x[3], At(x, 4), At(x, 5), x[1], Flag(a, "reverse")) is var (output, state) ? [output, state] : [],
        ["lstm"] = (x, a) => x[0].Lstm(x[3], x[4], At(x, 5), At(x, 6), new LstmState(x[1], x[2]), Flag(a, "reverse")) is var (output, state)
            ? [output, state.Hidden, state.Cell]
            : [],
    };

    private static Variable[] Rnn(Variable[] x, RnnActivation activation, bool reverse)
    {
        var (output, state) = x[0].Rnn(x[2], x[3], At(x, 4), At(x, 5), x[1], activation, reverse);
        return [output, state];
    }

    private static Variable? At(Variable[] x, int index) => index < x.Length ? x[index] : null;
}
