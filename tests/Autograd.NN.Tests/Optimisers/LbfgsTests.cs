using Xunit;

namespace Autograd.NN.Tests.Optimisers;

public class LbfgsTests
{
    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void RosenbrocksValleyIsMinimised(DType dtype)
    {
        var x = Variable.From([-1.2, 1]).To(dtype).WithGrad();
        var lbfgs = new Lbfgs([x], maxIterations: 100, changeTolerance: dtype == DType.Float32 ? 1e-9 : 0);
        var first = lbfgs.Step(() => Trajectories.ValleyLoss([x], 100));

        Assert.Equal(24.2, first, dtype == DType.Float32 ? 1e-5 : 1e-13);
        Assert.All(x.To(DType.Float64).ToArray<double>(), value => Assert.Equal(1, value, dtype == DType.Float32 ? 1e-3 : 1e-7));

        // Where nothing is left to do, nothing is done.
        if (dtype == DType.Float64)
        {
            var iterations = lbfgs.Iterations;
            lbfgs.Step(() => Trajectories.ValleyLoss([x], 100));
            Assert.InRange(lbfgs.Iterations, iterations, iterations + 1);
        }
    }

    [Theory]
    [InlineData(LineSearch.StrongWolfe)]
    [InlineData(LineSearch.None)]
    public void PenaltiesArePartOfWhatIsMinimised(LineSearch search)
    {
        var (asGroup, asTerms) = (Trajectories.Start(), Trajectories.Start());
        var group = new Lbfgs(new ParameterGroup(asGroup) { WeightDecay = 0.3, L1 = 0.02 }, 0.3, 3, lineSearch: search);
        var terms = new ParameterGroup(asTerms);
        var plain = new Lbfgs(terms, 0.3, 3, lineSearch: search);
        for (var step = 0; step < 5; step++)
        {
            group.Step(() => Trajectories.ValleyLoss(asGroup, 5));
            plain.Step(() => Trajectories.ValleyLoss(asTerms, 5) + (0.3 * Penalty.L2(terms.Parameters)) + (0.02 * Penalty.L1(terms.Parameters)));
        }

        Assert.All(Trajectories.Row(asTerms).Zip(Trajectories.Row(asGroup)), pair => Assert.Equal(pair.First, pair.Second, 1e-10));
        Assert.Equal(plain.Evaluations, group.Evaluations);
    }

    [Fact]
    public void WhatHasNoGradientStays()
    {
        var p = Trajectories.Start();
        var net = new ParameterGroup(p) { WeightDecay = 0.1, L1 = 0.1 };
        net.Parameters[1].RequiresGrad = false;
        var before = Trajectories.Row(p);
        var lbfgs = new Lbfgs(net, maxIterations: 4);
        lbfgs.Step(() => (p[0] * p[0]).Sum() + (p[1] * p[1]).Sum() + (p[3] * p[3]).Sum());
        var after = Trajectories.Row(p);
        Assert.Equal(before[15..30], after[15..30]);
        Assert.NotEqual(before[..15], after[..15]);
        Assert.NotEqual(before[30..], after[30..]);

        // Frozen on the way, where the direction still has a part along it.
        net.Parameters[0].RequiresGrad = false;
        lbfgs.Step(() => (p[0] * p[0]).Sum() + (p[3] * p[3]).Sum() + p[3].Sum());
        Assert.Equal(after[..30], Trajectories.Row(p)[..30]);
        Assert.NotEqual(after[30..], Trajectories.Row(p)[30..]);
    }

    [Fact]
    public void WhereTheFunctionThrowsParametersAreWhereTheyWere()
    {
        var x = Variable.From([-1.2, 1]).WithGrad();
        var lbfgs = new Lbfgs([x], changeTolerance: 0);
        var calls = 0;
        Assert.Throws<InvalidDataException>(() => lbfgs.Step(() => ++calls == 2 ? throw new InvalidDataException() : Trajectories.ValleyLoss([x], 100)));
        Assert.Equal([-1.2, 1], x.ToArray<double>());

        // And it goes on as if nothing had been.
        for (var step = 0; step < 10; step++)
            lbfgs.Step(() => Trajectories.ValleyLoss([x], 100));
        Assert.All(x.ToArray<double>(), value => Assert.Equal(1, value, 1e-7));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e3)]
    public void TheSearchComesBackFromWhereTheLossIsNotDefined(double rate)
    {
        // x − log x, NaN below 0; and a pole that makes the loss infinite.
        foreach (var start in (double[])[5, 300])
        {
            var x = Variable.From([start, 2 * start]).WithGrad();
            var lbfgs = new Lbfgs([x], rate, 40, 200);
            for (var step = 0; step < 20; step++)
                lbfgs.Step(() => (x - x.Log()).Sum());
            Assert.All(x.ToArray<double>(), value => Assert.Equal(1, value, 1e-4));
        }

        var y = Variable.From([1.0]).WithGrad();
        var other = new Lbfgs([y], rate, 40, 200);
        for (var step = 0; step < 5; step++)
            other.Step(() => ((y * y * y * y).Exp() - (3 * y)).Sum());
        var root = y.ToArray<double>()[0];
        Assert.Equal(3, 4 * root * root * root * Math.Exp(root * root * root * root), 1e-4);

        // Not defined anywhere but at the start: nothing moves.
        var z = Variable.From([0.0]).WithGrad();
        var calls = 0;
        new Lbfgs([z], rate).Step(() => (z * (calls++ == 0 ? 1 : double.NaN)).Sum());
        Assert.Equal([0.0], z.ToArray<double>());
    }

    [Fact]
    public void ThreadsDoNotMatter()
    {
        var before = AutogradOptions.Threads;
        try
        {
            Assert.Equal(Run(1), Run(4));
        }
        finally
        {
            AutogradOptions.Threads = before;
        }

        static float[] Run(int threads)
        {
            AutogradOptions.Threads = threads;
            var x = Variable.Normal([70_001], new RandomGenerator(5)).WithGrad();
            var target = Variable.Normal([70_001], new RandomGenerator(6));
            var lbfgs = new Lbfgs([x], maxIterations: 5);
            lbfgs.Step(() => ((x - target).Tanh() * (x - target)).Mean());
            return x.ToArray<float>();
        }
    }

    [Fact]
    public void ItStepsUnderAnOpenTape()
    {
        var p = Trajectories.Start();
        var lbfgs = new Lbfgs(p, maxIterations: 3);
        for (var step = 0; step < 3; step++)
        {
            using var tape = new Tape();
            var scale = Variable.From([1.0]) * 2;
            lbfgs.Step(() => Trajectories.ValleyLoss(p, 5) * scale.Sum());
        }

        var q = Trajectories.Start();
        var other = new Lbfgs(q, maxIterations: 3);
        for (var step = 0; step < 3; step++)
            other.Step(() => Trajectories.ValleyLoss(q, 5) * 2);
        Assert.Equal(Trajectories.Row(q), Trajectories.Row(p));
    }

    [Fact]
    public void ErrorsSayWhatToDo()
    {
        var (x, y) = (Variable.Ones([2]).WithGrad(), Variable.Ones([2], DType.Float64).WithGrad());
        Assert.Equal(
            "lbfgs: the loss is needed at several places; give a function that computes it, optimiser.Step(() => loss)",
            Assert.Throws<InvalidOperationException>(new Lbfgs([x]).Step).Message);
        Assert.Equal("lbfgs: 1 float64[2] on cpu among parameters of float32 on cpu; give parameters of one type on one device", Error(() => new Lbfgs([x, y])));
        Assert.Equal("lbfgs: 0 iterations, 1 evaluations, a history of 100; use 1 or more of each", Error(() => new Lbfgs([x], maxIterations: 0, maxEvaluations: 1)));
        Assert.Equal("lbfgs: the tolerances are -1 and 1E-09; use numbers of 0 or more", Error(() => new Lbfgs([x], gradientTolerance: -1)));
        Assert.Equal(
            "lbfgs: the weight decay is decoupled; leave it coupled: the gradient has to be the minimised function's",
            Error(() => new Lbfgs(new ParameterGroup([x]) { Decoupled = true })));
        Assert.Equal(
            "lbfgs: the group '0' states momentum, which its formula does not have; leave it out", Error(() => new Lbfgs(new ParameterGroup([x]) { Momentum = 0.5 })));
        var layer = new Linear(1, 1, bias: false);
        var lbfgs = new Lbfgs(layer.Parameters());
        layer.To(DType.Float64);
        Assert.Equal(
            "lbfgs: weight float64[1, 1] on cpu among parameters of float32 on cpu; make the optimiser after To", Error(() => lbfgs.Step(() => layer.Weight.Value.Sum())));

        static string Error(Func<object> action) => Assert.Throws<ArgumentException>(() => _ = action()).Message;
    }
}
