using Xunit;

namespace Autograd.NN.Tests.Modules;

public class RecurrentTests
{
    [Fact]
    public void ModulesSayWhatTheyAre()
    {
        Assert.Equal("Lstm(64 → 256)", new Lstm(64, 256).ToString());
        Assert.Equal("Gru(3 → 4, 2 layers, bidirectional, dropout 0.25, batch first, no bias)", new Gru(3, 4, 2, true, false, 0.25, true).ToString());
        Assert.Equal("Rnn(3 → 4, relu)", new Rnn(3, 4, activation: RnnActivation.Relu).ToString());
    }

    [Fact]
    public void ParametersHaveTheirNamesShapesAndBounds()
    {
        var lstm = new Lstm(3, 25, layers: 2, bidirectional: true);
        Assert.Equal(
            [
                "weight_ih_l0 [100, 3]", "weight_hh_l0 [100, 25]", "bias_ih_l0 [100]", "bias_hh_l0 [100]",
                "weight_ih_l0_reverse [100, 3]", "weight_hh_l0_reverse [100, 25]", "bias_ih_l0_reverse [100]", "bias_hh_l0_reverse [100]",
                "weight_ih_l1 [100, 50]", "weight_hh_l1 [100, 25]", "bias_ih_l1 [100]", "bias_hh_l1 [100]",
                "weight_ih_l1_reverse [100, 50]", "weight_hh_l1_reverse [100, 25]", "bias_ih_l1_reverse [100]", "bias_hh_l1_reverse [100]",
            ],
            lstm.NamedParameters().Select(named => $"{named.Name} {named.Parameter.Shape}"));
        foreach (var parameter in lstm.Parameters())
        {
            var values = parameter.Value.ToArray<float>();
            Assert.All(values, value => Assert.InRange(value, -0.2f, 0.2f));
            Assert.InRange(values.Max() - values.Min(), 0.35f, 0.4f);
        }

        Assert.Equal(["weight_ih_l0", "weight_hh_l0"], new Gru(3, 4, bias: false).NamedParameters().Select(named => named.Name));
    }

    [Fact]
    public void TheOutputEndsInTheLastState()
    {
        var x = Variable.Normal([5, 2, 3], new RandomGenerator(1));
        var (output, state) = new Lstm(3, 4).Call(x);
        Assert.Equal([5, 2, 4], output.Shape);
        Assert.Equal([1, 2, 4], state.Hidden.Shape);
        Assert.Equal([1, 2, 4], state.Cell.Shape);
        Assert.Equal(output[4].ToArray<float>(), state.Hidden[0].ToArray<float>());

        // The way back ends at the first step.
        var (both, states) = new Gru(3, 4, layers: 2, bidirectional: true, batchFirst: true).Call(x.Permute(1, 0, 2));
        Assert.Equal([2, 5, 8], both.Shape);
        Assert.Equal([4, 2, 4], states.Shape);
        Assert.Equal(both[.., 4, ..4].ToArray<float>(), states[2].ToArray<float>());
        Assert.Equal(both[.., 0, 4..].ToArray<float>(), states[3].ToArray<float>());
    }

    [Fact]
    public void TwoStretchesAreOneSequence()
    {
        var x = Variable.Normal([6, 2, 3], new RandomGenerator(1));
        var lstm = new Lstm(3, 4, layers: 2);
        var whole = lstm.Call(x).Output.ToArray<float>();
        LstmState? state = null;
        List<float> stretches = [];
        foreach (var stretch in (Variable[])[x[..2], x[2..]])
        {
            using var tape = new Tape();
            (var output, state) = lstm.Call(stretch, state);
            output.Sum().Backward();
            stretches.AddRange(output.ToArray<float>());
            state = state.Value.Detach().Keep();
        }

        // The state outlives its tape, and nothing hangs on it.
        Assert.Equal(2 * 2 * 4, state!.Value.Hidden.ToArray<float>().Length);
        Assert.True(state.Value.Cell.IsLeaf);
        Assert.Equal(whole, stretches);
    }

    [Fact]
    public void AStateMayWantItsGradient()
    {
        var lstm = new Lstm(3, 4);
        var state = new LstmState(Variable.Ones([1, 2, 4]).WithGrad(), Variable.Ones([1, 2, 4]).WithGrad());
        using var tape = new Tape();
        lstm.Call(Variable.Ones([2, 2, 3]), state).Output.Sum().Backward();
        Assert.NotNull(state.Hidden.Grad);
        Assert.NotNull(state.Cell.Grad);
    }

    [Fact]
    public void DropoutIsBetweenLayersAndInTrainingOnly()
    {
        var x = Variable.Normal([3, 2, 3], new RandomGenerator(1));
        var dropping = new Rnn(3, 50, layers: 2, dropout: 0.5);
        var plain = new Rnn(3, 50, layers: 2);
        for (var i = 0; i < plain.Parameters().Count; i++)
            plain.Parameters()[i].Value.CopyFrom(dropping.Parameters()[i].Value);
        var expected = plain.Call(x);
        var trained = dropping.Call(x);
        Assert.NotEqual(expected.Output.ToArray<float>(), trained.Output.ToArray<float>());
        Assert.Equal(expected.State[0].ToArray<float>(), trained.State[0].ToArray<float>());
        Assert.DoesNotContain(0f, trained.Output.ToArray<float>());
        dropping.Eval();
        Assert.Equal(expected.Output.ToArray<float>(), dropping.Call(x).Output.ToArray<float>());
    }

    [Fact]
    public void WhatDoesNotFitIsAnError()
    {
        Assert.Equal("Lstm: 0 inputs, 4 units, 1 layers; give 1 or more", Assert.Throws<ArgumentException>(() => new Lstm(0, 4)).Message);
        Assert.Equal("Gru: the dropout's probability is 2; use 0 to 1", Assert.Throws<ArgumentException>(() => new Gru(3, 4, 2, dropout: 2)).Message);
        Assert.Equal(
            "Rnn: a dropout of 0.5 between layers, of which there is 1; give 2 layers or more, or drop the output with a Dropout of its own",
            Assert.Throws<ArgumentException>(() => new Rnn(3, 4, dropout: 0.5)).Message);
        var lstm = new Lstm(3, 4, batchFirst: true);
        Assert.Equal("Lstm: the input has shape [2, 3]; give [batch, steps, 3]", Assert.Throws<ArgumentException>(() => lstm.Call(Variable.Ones([2, 3]))).Message);
        Assert.Equal(
            "Lstm: the initial cell has shape [1, 5, 4]; give [layers · directions, batch, units], here [1, 2, 4]",
            Assert.Throws<ArgumentException>(() => lstm.Call(Variable.Ones([2, 5, 3]), new LstmState(Variable.Ones([1, 2, 4]), Variable.Ones([1, 5, 4])))).Message);
    }
}
