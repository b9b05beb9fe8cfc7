using Autograd.NN;

namespace Autograd.Benchmarks.Models;

/// <summary>An LSTM over [time, batch, features] and a classifier of its last output.</summary>
internal sealed class LastState : Module
{
    private readonly Lstm _recurrent;
    private readonly Linear _output;

    public LastState(int inputs, int hidden, int classes)
    {
        _recurrent = Add("r", new Lstm(inputs, hidden));
        _output = Add("o", new Linear(hidden, classes));
    }

    protected override Variable Forward(Variable sequence) => _output.Call(_recurrent.Call(sequence).Output[^1]);
}
