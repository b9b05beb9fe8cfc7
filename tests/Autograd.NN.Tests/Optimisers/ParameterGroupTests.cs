using Xunit;

namespace Autograd.NN.Tests.Optimisers;

public class ParameterGroupTests
{
    [Fact]
    public void GroupsHaveNumbersOfTheirOwn()
    {
        var (x, y) = (Variable.From([1.0, -2, 0]).WithGrad(), Variable.From([1.0, -2, 0]).WithGrad());
        (x.Grad, y.Grad) = (Variable.From([0.5, 0.5, 0.5]), Variable.From([0.5, 0.5, 0.5]));
        var sgd = new Sgd([new ParameterGroup([x]) { Name = "head", LearningRate = 0.5, L1 = 0.25 }, new ParameterGroup([y]) { WeightDecay = 0.1, Decoupled = true }], 0.1, weightDecay: 0.2);

        sgd.Step();

        // The first: g + 0.2x + 0.25 sign(x). The second: (1 − 0.1 · 0.1)x − 0.1g.
        Close([1 - (0.5 * 0.95), -2 - (0.5 * -0.15), -0.5 * 0.5], x);
        Close([0.99 - 0.05, -1.98 - 0.05, -0.05], y);
        Assert.Equal(["head", "1"], sgd.Groups.Select(group => group.Name));
        Assert.Equal([0.5, 0.1], sgd.Groups.Select(group => group.LearningRate));
        Assert.Equal([false, true], sgd.Groups.Select(group => group.IsDecoupled));
        Assert.Equal(0.5, sgd.LearningRate);
        Assert.Equal("head: 1 parameters", sgd.Groups[0].ToString());
        sgd.LearningRate = 0.3;
        Assert.Equal([0.3, 0.3], sgd.Groups.Select(group => group.LearningRate));

        static void Close(double[] expected, Variable actual) => Assert.All(expected.Zip(actual.ToArray<double>()), pair => Assert.Equal(pair.First, pair.Second, 1e-15));
    }

    [Fact]
    public void MomentumIsAGroupsOwn()
    {
        // One with momentum and one without are what two optimisers would be.
        var alone = Run(x => [new Sgd([x[0]], 0.1, 0.9, 0.5), new Sgd([x[1]], 0.1)]);
        var together = Run(x => [new Sgd([new ParameterGroup([x[0]]) { Momentum = 0.9 }, new ParameterGroup([x[1]])], 0.1, dampening: 0.5)]);
        Assert.Equal(alone, together);
        alone = Run(x => [new RmsProp([x[0]], momentum: 0.9, centred: true, alpha: 0.8), new RmsProp([x[1]], centred: true)]);
        together = Run(x => [new RmsProp([new ParameterGroup([x[0]]) { Momentum = 0.9, Beta2 = 0.8 }, new ParameterGroup([x[1]])], centred: true)]);
        Assert.Equal(alone, together);

        static double[] Run(Func<Variable[], Optimiser[]> make)
        {
            Variable[] x = [Variable.From([1.0, 2]).WithGrad(), Variable.From([1.0, 2]).WithGrad()];
            var optimisers = make(x);
            for (var step = 1; step <= 4; step++)
            {
                foreach (var variable in x)
                    variable.Grad = Variable.From([1.0 / step, 3.0 - step]);
                foreach (var optimiser in optimisers)
                    optimiser.Step();
            }

            return Trajectories.Row(x);
        }
    }

    [Fact]
    public void ParametersAreChosenByName()
    {
        var net = new Sequential(new Linear(2, 3), new Tanh(), new Linear(3, 1));

        Assert.Equal(["0.bias", "2.bias"], net.Parameters("*.bias").Select(parameter => parameter.Path));
        Assert.Equal(["0.weight", "2.weight"], net.ParametersExcept("?.bias").Select(parameter => parameter.Path));
        Assert.Equal(["0.weight", "0.bias", "2.bias"], net.Parameters("0.*", "2.bias").Select(parameter => parameter.Path));
        var adam = new AdamW([new ParameterGroup(net.Parameters("2.*")) { LearningRate = 1e-2 }, new ParameterGroup(net.ParametersExcept("2.*"))]);
        Assert.Equal(4, adam.Parameters.Count);
        Assert.Equal(
            "parameters: no path of Sequential matches 'head.*'; there are 0.weight, 0.bias, 2.weight, 2.bias", Error(() => net.Parameters("head.*")));
    }

    [Fact]
    public void PenaltiesAreTermsOfALossToo()
    {
        var loss = Moved(new Sgd(Start(out var x), 0.1), () => (Variable.From([3.0, 4, 5]) * x.Value).Sum() + (0.2 * Penalty.L1([x])) + (0.3 * Penalty.L2([x])), x);
        var group = Moved(new Sgd([new ParameterGroup(Start(out var y)) { L1 = 0.2, WeightDecay = 0.3 }], 0.1), () => (Variable.From([3.0, 4, 5]) * y.Value).Sum(), y);
        for (var i = 0; i < 3; i++)
            Assert.Equal(loss[i], group[i], 1e-15);
        Assert.Equal(3.5, Penalty.L1([y, x]).Item<double>() - Penalty.L1([x]).Item<double>() + 3.5 - Penalty.L1([y]).Item<double>(), 1e-15);
        Assert.Equal("penalty: there are no parameters; give model.Parameters()", Error(() => Penalty.L2([])));

        static double[] Moved(Optimiser optimiser, Func<Variable> loss, Parameter parameter)
        {
            optimiser.Step(loss);
            return parameter.Value.ToArray<double>();
        }

        static Parameter[] Start(out Parameter parameter)
        {
            parameter = new ParameterGroup([Variable.From([1.0, -2, 0])]).Parameters[0];
            return [parameter];
        }
    }

    [Fact]
    public void StepWithALossDoesItAll()
    {
        var x = Variable.From([3.0]).WithGrad();
        var sgd = new Sgd([x], 0.25);
        x.Grad = Variable.From([100.0]);
        Assert.Equal(9, sgd.Step(() => (x * x).Sum()));
        Assert.Equal(1.5, x.ToArray<double>()[0]);
        Assert.Null(Tape.Active);

        // Under the user's own tape too, which goes on.
        using var tape = new Tape();
        Assert.Equal(2.25, sgd.Step(() => (x * x).Sum()));
        Assert.Same(tape, Tape.Active);
    }

    [Fact]
    public void ErrorsSayWhatToDo()
    {
        var (x, y) = (Variable.Ones([2]).WithGrad(), Variable.Ones([2]).WithGrad());
        var (layer, sgd) = (new Linear(2, 2), new Sgd([x], 0.1));

        Assert.Equal("sgd: there are no groups; give at least one, or model.Parameters()", Error(() => new Sgd((ParameterGroup[])[], 1)));
        Assert.Equal("adamw: there are no parameters; give model.Parameters()", Error(() => new AdamW([new ParameterGroup((Parameter[])[])])));
        Assert.Equal(
            "adamw: the group 'b' has no parameters; give it some, or leave it out",
            Error(() => new AdamW([new ParameterGroup([x]), new ParameterGroup((Variable[])[]) { Name = "b" }])));
        Assert.Equal(
            "adamw: two groups are named '1'; give each a name of its own", Error(() => new AdamW([new ParameterGroup([x]) { Name = "1" }, new ParameterGroup([y])])));
        Assert.Equal("adamw: the group's name 'a/b' has a slash; use another character", Error(() => new AdamW([new ParameterGroup([x]) { Name = "a/b" }])));
        Assert.Equal(
            "adamw: the parameter bias float32[2] comes twice; give each once",
            Error(() => new AdamW([new ParameterGroup([layer.Bias!]), new ParameterGroup(layer.Parameters())])));
        Assert.Equal(
            "sgd: the group '0' states ε, which its formula does not have; leave it out", Error(() => new Sgd([new ParameterGroup([x]) { Epsilon = 1 }], 1)));
        Assert.Equal(
            "adagrad: the group '0' states β₂, which its formula does not have; leave it out", Error(() => new Adagrad([new ParameterGroup([x]) { Beta2 = 0.5 }])));
        Assert.Equal(
            "adagrad: the group '0' states momentum, which its formula does not have; leave it out", Error(() => new Adagrad([new ParameterGroup([x]) { Momentum = 0.5 }])));
        Assert.Equal("adam: the momentum is 1; use a number from 0 to below 1", Error(() => new Adam([new ParameterGroup([x]) { Momentum = 1 }])));
        Assert.Equal("adam: the β₂ is 1; use a number from 0 to below 1", Error(() => new Adam([new ParameterGroup([x]) { Beta2 = 1 }])));
        Assert.Equal("adamw: β are 0.9 and 2; use numbers from 0 to below 1", Error(() => new AdamW([x], beta2: 2)));
        Assert.Equal("sgd: the L1 penalty is -1; use a finite number of 0 or more", Error(() => new Sgd([new ParameterGroup([x]) { L1 = -1 }], 1)));
        Assert.Equal("sgd: the weight decay is NaN; use a finite number of 0 or more", Error(() => sgd.Groups[0].WeightDecay = double.NaN));
        Assert.Equal("sgd: the learning rate is ∞; use a finite number of 0 or more", Error(() => sgd.LearningRate = double.PositiveInfinity).Replace("Infinity", "∞", StringComparison.Ordinal));
        Assert.Equal(
            "sgd: the group '0' began with momentum 0 and would get 0.5; what is remembered depends on it: make another optimiser", Error(() => sgd.Groups[0].Momentum = 0.5));
        Assert.Equal("rmsprop: the β₂ is 1; use a number from 0 to below 1", Error(() => new RmsProp([x], alpha: 1)));
        Assert.Equal("rmsprop: the momentum is -1; use a finite number of 0 or more", Error(() => new RmsProp([x], momentum: -1)));
        Assert.Equal(
            "adagrad: the rate's decay is -1, the sum begins with 0; use finite numbers of 0 or more", Error(() => new Adagrad([x], learningRateDecay: -1)));
        Assert.Equal("sgd: Nesterov with momentum 0, dampening 0; it needs momentum and no dampening", Error(() => new Sgd([new ParameterGroup([x]), new ParameterGroup([y]) { Momentum = 0 }], 1, 0.9, nesterov: true)));
        Assert.Equal("sgd: the function returned null; return the loss", State(() => sgd.Step(() => null!)));
        Assert.Equal(
            "sgd: the loss was not recorded on the tape that Step opened; compute it from the parameters inside the function, without a tape of its own",
            State(() => sgd.Step(() => Variable.Ones([]))));
        Assert.Equal(
            "sgd: the loss was not recorded on the tape that Step opened; compute it from the parameters inside the function, without a tape of its own",
            State(() => sgd.Step(() =>
            {
                using var tape = new Tape();
                return x.Sum();
            })));
        Assert.Equal("sgd: the function called Backward; return the loss; Step walks back itself", State(() => sgd.Step(() =>
        {
            var loss = x.Sum();
            loss.Backward();
            return loss;
        })));
        Assert.Equal([1f, 1f], x.ToArray<float>());

        static string State(Action action) => Assert.Throws<InvalidOperationException>(action).Message;
    }

    private static string Error(Func<object> action) => Assert.Throws<ArgumentException>(() => _ = action()).Message;
}
