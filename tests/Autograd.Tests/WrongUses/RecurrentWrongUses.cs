namespace Autograd.Tests.WrongUses;

/// <summary>Mistakes with recurrent layers.</summary>
internal sealed class RecurrentWrongUses : IWrongUses
{
    public string Heading => "Recurrent layers";

    public IReadOnlyList<WrongUse> Uses(Variable x, Variable d, Variable i, Variable images) =>
    [
        WrongUse.Of<ArgumentException>(
            () => x.Lstm(Variable.Ones([16, 3]), Variable.Ones([16, 4])),
            "lstm: the input has shape [2, 3]; give [steps, batch, inputs]"),
        WrongUse.Of<ArgumentException>(
            () => x.Unsqueeze(1).Lstm(Variable.Ones([3, 16]), Variable.Ones([16, 4])),
            "lstm: the input's weight has shape [3, 16], the input [2, 1, 3], the state's weight [16, 4]; give [16, 3]"),
        WrongUse.Of<ArgumentException>(
            () => x.Unsqueeze(1).Gru(Variable.Ones([16, 3]), Variable.Ones([16, 4])),
            "gru: the state's weight has shape [16, 4]; give [3 · units, units], at least one unit"),
        WrongUse.Of<ArgumentException>(
            () => x.Unsqueeze(1).Gru(Variable.Ones([12, 3]), Variable.Ones([12, 4]), Variable.Ones([12])),
            "gru: only the input's bias is given; give both biases or none; one may be zeros"),
        WrongUse.Of<ArgumentException>(
            () => x.Unsqueeze(1).Rnn(Variable.Ones([4, 3]), Variable.Ones([4, 4]), state: Variable.Ones([4])),
            "rnn: the initial state has shape [4]; give [1, 4]"),
        WrongUse.Of<ArgumentException>(
            () => d.Unsqueeze(1).Rnn(Variable.Ones([4, 3]), Variable.Ones([4, 4])),
            "rnn: the input's weight is float32, the input float64; cast them to one type"),
    ];
}
