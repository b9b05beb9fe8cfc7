using Autograd;
using Autograd.NN;

namespace SequenceSum;

/// <summary>An LSTM over [time, batch, 2] and a line from its last state to the sum.</summary>
internal sealed class Adder : Module
{
    private readonly Lstm _memory;
    private readonly Linear _sum;

    public Adder(int units)
    {
        _memory = Add("memory", new Lstm(2, units));
        _sum = Add("sum", new Linear(units, 1));
    }

    protected override Variable Forward(Variable sequence) => _sum.Call(_memory.Call(sequence).Output[^1]);
}
