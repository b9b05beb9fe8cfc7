using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Recurrent;

public sealed class RnnSamples() : PlainRecurrenceSamples<RnnOp>(RnnActivation.Tanh, Math.Tanh)
{
    public override IEnumerable<OperationErrorSample> Errors()
    {
        var x = Variable.Ones([3, 2, 4]);
        yield return Error<ArgumentException>("a state's weight that is not square", () => x.Rnn(Variable.Ones([5, 4]), Variable.Ones([5, 4])), "rnn: the state's weight has shape [5, 4]; give [units, units], at least one unit");
        yield return Error<ArgumentException>("one bias", () => x.Rnn(Variable.Ones([5, 4]), Variable.Ones([5, 5]), stateBias: Variable.Ones([5])), "rnn: only the state's bias is given; give both biases or none; one may be zeros");
        yield return Error<ArgumentException>("no vector as a bias", () => x.Rnn(Variable.Ones([5, 4]), Variable.Ones([5, 5]), Variable.Ones([1, 5]), Variable.Ones([5])), "rnn: the input's bias has shape [1, 5]; give [5]");
    }
}
