using Xunit;

namespace Autograd.NN.Tests.Optimisers;

public class OptimiserTests
{
    private const int Steps = 5;

    public static TheoryData<string, double, bool, bool> Cases { get; } = new()
    {
        { "sgd", 0, false, false },
        { "sgd", 0.1, false, false },
        { "momentum", 0, false, false },
        { "momentum", 0.1, true, false },
        { "dampened", 0.1, false, false },
        { "adam", 0, false, false },
        { "adam", 0.1, false, false },
        { "adam", 0.1, true, false },
        { "sgd", 0.1, false, true },
        { "momentum", 0.1, true, true },
        { "adam", 0.1, false, true },
        { "adam", 0.1, true, true },
    };

    /// <summary>Tails, vectors, and more than one chunk.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void StepsFollowTheFormula(string kind, double decay, bool flag, bool usesVariables)
    {
        foreach (var count in (int[])[0, 1, 7, 33, 40_001])
        {
            var start = Numbers(count, 1);
            var gradients = Enumerable.Range(0, Steps).Select(step => Numbers(count, 2 + step)).ToArray();
            var expected = Naive(kind, decay, flag, start, gradients);

            var wide = Variable.From(start).WithGrad();
            var narrow = Variable.From(Array.ConvertAll(start, value => (float)value)).WithGrad();
            var optimiser = Make(kind, decay, flag, [wide, narrow], usesVariables);
            foreach (var gradient in gradients)
            {
                wide.Grad = Variable.From(gradient);
                narrow.Grad = Variable.From(Array.ConvertAll(gradient, value => (float)value));
                optimiser.Step();
            }

            var (exact, rounded) = (wide.ToArray<double>(), narrow.ToArray<float>());
            for (var i = 0; i < count; i++)
            {
                Assert.Equal(expected[i], exact[i], 1e-13);
                Assert.Equal(expected[i], rounded[i], 2e-6);
            }
        }
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void AnElementsValueDoesNotDependOnItsPlace(DType dtype)
    {
        // One number everywhere: vectors and tails must agree to the last bit.
        var values = Variable.Full([100_003], 0.7, dtype).WithGrad();
        var optimiser = new Adam([values], 0.1, weightDecay: 0.3);
        for (var step = 0; step < 3; step++)
        {
            values.Grad = Variable.Full([100_003], 0.1 + step, dtype);
            optimiser.Step();
        }

        var bits = values.To(DType.Float64).ToArray<double>();
        Assert.All(bits, value => Assert.Equal(bits[0], value));
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
            var x = Variable.Normal([200_001], new RandomGenerator(5)).WithGrad();
            var optimiser = new Adam([x]);
            for (var step = 0; step < 3; step++)
            {
                x.Grad = Variable.Normal([200_001], new RandomGenerator(6));
                optimiser.Step();
            }

            return x.ToArray<float>();
        }
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        var x = Variable.Ones([100_000]).WithGrad();
        var y = Variable.Ones([33], DType.Float64).WithGrad();
        (x.Grad, y.Grad) = (Variable.Ones([100_000]), Variable.Ones([33], DType.Float64));
        Optimiser[] optimisers = [new Adam([x, y]), new Sgd([x, y], 0.1, momentum: 0.9, nesterov: true)];
        foreach (var optimiser in optimisers)
        {
            optimiser.Step();
            optimiser.Step();
            var before = GC.GetAllocatedBytesForCurrentThread();
            optimiser.Step();
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void StatesOutliveTheTape()
    {
        var x = Variable.Ones([3]).WithGrad();
        var optimiser = new Adam([x]);
        for (var step = 0; step < 3; step++)
        {
            using var tape = new Tape();
            optimiser.ZeroGrad();
            (x * x).Sum().Backward();
            optimiser.Step();
        }

        Assert.Equal(1 - 3e-3, x.ToArray<float>()[0], 1e-5);
    }

    [Fact]
    public void ParametersWithoutGradientAndFrozenOnesStay()
    {
        var net = new Sequential(new Linear(1, 1, bias: false), new Linear(1, 1, bias: false), new Linear(1, 1, bias: false));
        net.Initialise(1);
        var before = net.Parameters().Select(parameter => parameter.Value.Item<float>()).ToArray();
        var optimiser = new Adam(net.Parameters());
        net.Parameters()[0].Value.Grad = Variable.Ones([1, 1]);
        net.Parameters()[1].Value.Grad = Variable.Ones([1, 1]);
        net[1].Freeze();

        optimiser.Step();

        var after = net.Parameters().Select(parameter => parameter.Value.Item<float>()).ToArray();
        Assert.NotEqual(before[0], after[0]);
        Assert.Equal(before[1..], after[1..]);
        optimiser.ZeroGrad();
        Assert.Null(net.Parameters()[0].Grad);
    }

    [Fact]
    public void ErrorsSayWhatToDo()
    {
        var x = Variable.Ones([2]).WithGrad();
        var layer = new Linear(2, 2);

        Assert.Equal("adam: there are no parameters; give model.Parameters()", Error<ArgumentException>(() => _ = new Adam(new ReLU().Parameters())));
        Assert.Equal("adam: the parameter weight float32[2, 2] comes twice; give each once", Error<ArgumentException>(() => _ = new Adam([layer.Weight, layer.Weight])));
        Assert.Equal("sgd: the learning rate is -1; use a finite number of 0 or more", Error<ArgumentException>(() => _ = new Sgd([x], -1)));
        Assert.Equal("adam: β are 1 and 0.999; use numbers from 0 to below 1", Error<ArgumentException>(() => _ = new Adam([x], beta1: 1)));
        Assert.Throws<ArgumentException>(() => new Adam([x], epsilon: double.NaN));
        Assert.Equal("sgd: Nesterov with momentum 0, dampening 0; it needs momentum and no dampening", Error<ArgumentException>(() => _ = new Sgd([x], 1, nesterov: true)));
        Assert.Equal(
            "adam: no parameter has a gradient; call loss.Backward() before Step, and check that the parameters require gradients",
            Error<InvalidOperationException>(new Adam([x]).Step));
        var optimiser = new Adam([layer.Weight]);
        layer.Weight.Value.Grad = Variable.Ones([2, 2]);
        optimiser.Step();
        layer.To(DType.Float64);
        Assert.Equal("adam: weight float64[2, 2] lies on cpu now, what is remembered of it is float32 on cpu; make the optimiser after To", Error<ArgumentException>(optimiser.Step));

        static string Error<T>(Action action)
            where T : Exception => Assert.Throws<T>(action).Message;
    }

    private static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 2) - 1)];
    }

    private static Optimiser Make(string kind, double decay, bool flag, Variable[] variables, bool usesVariables) => kind switch
    {
        "sgd" => new Sgd(variables, 0.1, weightDecay: decay) { UsesVariables = usesVariables },
        "momentum" => new Sgd(variables, 0.1, 0.9, weightDecay: decay, nesterov: flag) { UsesVariables = usesVariables },
        "dampened" => new Sgd(variables, 0.1, 0.9, 0.5, decay) { UsesVariables = usesVariables },
        _ => new Adam(variables, 0.1, weightDecay: decay, decoupled: flag) { UsesVariables = usesVariables },
    };

    /// <summary>The formulas as PyTorch's documentation writes them, in loops.</summary>
    private static double[] Naive(string kind, double decay, bool flag, double[] start, double[][] gradients)
    {
        var x = (double[])start.Clone();
        var (m, v) = (new double[x.Length], new double[x.Length]);
        for (var t = 1; t <= gradients.Length; t++)
        {
            for (var i = 0; i < x.Length; i++)
            {
                var g = gradients[t - 1][i];
                if (kind == "adam")
                {
                    if (flag)
                        x[i] -= 0.1 * decay * x[i];
                    else
                        g += decay * x[i];
                    m[i] = (0.9 * m[i]) + (0.1 * g);
                    v[i] = (0.999 * v[i]) + (0.001 * g * g);
                    x[i] -= 0.1 * (m[i] / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.999, t))) + 1e-8);
                    continue;
                }

                g += decay * x[i];
                if (kind != "sgd")
                {
                    m[i] = t == 1 ? g : (0.9 * m[i]) + ((kind == "dampened" ? 0.5 : 1) * g);
                    g = flag ? g + (0.9 * m[i]) : m[i];
                }

                x[i] -= 0.1 * g;
            }
        }

        return x;
    }
}
