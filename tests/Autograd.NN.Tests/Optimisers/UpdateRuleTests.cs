using Xunit;

namespace Autograd.NN.Tests.Optimisers;

/// <summary>The one-pass loops against the same formulas in Variables, and what all of them have to keep.</summary>
public class UpdateRuleTests
{
    private const int Steps = 5;

    private static readonly Dictionary<string, Func<ParameterGroup, ElementwiseOptimiser>> Makers = new()
    {
        ["sgd"] = group => new Sgd([group], 0.1),
        ["sgd nesterov"] = group => new Sgd([group], 0.1, 0.9, nesterov: true),
        ["sgd dampened"] = group => new Sgd([group], 0.1, 0.9, 0.3),
        ["adam"] = group => new Adam([group], 0.1, epsilon: 1e-4),
        ["adam amsgrad"] = group => new Adam([group], 0.1, 0.8, 0.9, 1e-4, amsgrad: true),
        ["adamw"] = group => new AdamW([group], 0.1, epsilon: 1e-4),
        ["rmsprop"] = group => new RmsProp([group], 0.1, 0.9, 1e-3),
        ["rmsprop momentum"] = group => new RmsProp([group], 0.1, 0.9, 1e-3, momentum: 0.7),
        ["rmsprop centred"] = group => new RmsProp([group], 0.02, 0.9, 0.1, centred: true),
        ["rmsprop centred momentum"] = group => new RmsProp([group], 0.02, 0.9, 0.1, momentum: 0.7, centred: true),
        ["adagrad"] = group => new Adagrad([group], 0.1, 0.1, initialAccumulator: 0.2, epsilon: 1e-4),
    };

    public static TheoryData<string> Names => [.. Makers.Keys];

    /// <summary>With every kind of penalty; vectors, tails, nothing at all, and more than one chunk.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void TheLoopIsTheFormula(string name)
    {
        foreach (var count in (int[])[0, 1, 7, 33, 40_001])
        {
            foreach (var (decay, l1, decoupled) in ((double, double, bool)[])[(0, 0, false), (0.2, 0, false), (0, 0.1, false), (0.2, 0.1, true)])
            {
                foreach (var dtype in (DType[])[DType.Float64, DType.Float32])
                {
                    var (loop, formula) = (Run(usesVariables: false), Run(usesVariables: true));
                    for (var i = 0; i < count; i++)
                        Assert.Equal(formula[i], loop[i], dtype == DType.Float32 ? 1e-5 : 1e-13);

                    double[] Run(bool usesVariables)
                    {
                        var x = Numbers(count, 1, dtype).WithGrad();
                        var optimiser = Makers[name](new ParameterGroup([x]) { WeightDecay = decay, L1 = l1, Decoupled = decoupled });
                        optimiser.UsesVariables = usesVariables;
                        for (var step = 0; step < Steps; step++)
                        {
                            x.Grad = Numbers(count, 2 + step, dtype);
                            optimiser.Step();
                        }

                        return x.To(DType.Float64).ToArray<double>();
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AnElementsValueDoesNotDependOnItsPlace(string name)
    {
        foreach (var dtype in (DType[])[DType.Float32, DType.Float64])
        {
            var x = Variable.Full([50_003], 0.7, dtype).WithGrad();
            var optimiser = Makers[name](new ParameterGroup([x]) { WeightDecay = 0.3, L1 = 0.1 });
            for (var step = 0; step < 3; step++)
            {
                x.Grad = Variable.Full([50_003], 0.1 + step, dtype);
                optimiser.Step();
            }

            var values = x.To(DType.Float64).ToArray<double>();
            Assert.All(values, value => Assert.Equal(values[0], value));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AStepAllocatesNothing(string name)
    {
        var (x, y) = (Variable.Ones([100_000]).WithGrad(), Variable.Ones([33], DType.Float64).WithGrad());
        (x.Grad, y.Grad) = (Variable.Ones([100_000]), Variable.Ones([33], DType.Float64));
        var optimiser = Makers[name](new ParameterGroup([x, y]) { WeightDecay = 0.1, L1 = 0.1 });
        var scheduler = new Scheduler(optimiser, Schedule.Warmup(2).Then(Schedule.Cosine(5)));
        Variable[] list = [x, y];
        Step();
        Step();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Step();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Step()
        {
            list.ClipGradNorm(1);
            list.ClipGradNorm(0.5, 1);
            list.ClipGradNorm(0.3, double.PositiveInfinity);
            list.ClipGradValue(0.1);
            optimiser.Step();
            scheduler.Step();
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NaNStaysWhereItIs(string name)
    {
        var x = Variable.Ones([37]).WithGrad();
        var gradient = new float[37];
        gradient[5] = float.NaN;
        x.Grad = Variable.From(gradient);
        Makers[name](new ParameterGroup([x]) { L1 = 0.1 }).Step();
        var values = x.ToArray<float>();
        Assert.Equal([5], Enumerable.Range(0, 37).Where(i => float.IsNaN(values[i])));
    }

    [Fact]
    public void NothingIsSubtractedFromAVarianceThatRoundingWouldMakeNegative()
    {
        // A constant gradient has no variance; without the limit the root would be of a small negative number now and then.
        foreach (var usesVariables in (bool[])[false, true])
        {
            var x = Variable.Zeros([1000]).WithGrad();
            var optimiser = new RmsProp([x], 1e-6, 0.5, 1e-3, centred: true) { UsesVariables = usesVariables };
            var gradient = Numbers(1000, 4, DType.Float32);
            for (var step = 0; step < 60; step++)
            {
                x.Grad = gradient;
                optimiser.Step();
            }

            Assert.All(x.ToArray<float>(), value => Assert.True(float.IsFinite(value)));
        }
    }

    [Fact]
    public void AGradientThatIsNotContiguousIsUsedAsItIs()
    {
        var (x, y) = (Variable.Zeros([3, 2]).WithGrad(), Variable.Zeros([3, 2]).WithGrad());
        x.Grad = Variable.From(new[,] { { 1f, 2f, 3f }, { 4f, 5f, 6f } }).T;
        y.Grad = x.Grad.Contiguous();
        new AdamW([x]).Step();
        new AdamW([y]).Step();
        Assert.All(y.ToArray<float>().Zip(x.ToArray<float>()), pair => Assert.Equal(pair.First, pair.Second, 1e-9f));
    }

    /// <summary>From −1 to 1, with zeros among them, whose sign is 0.</summary>
    private static Variable Numbers(int count, int seed, DType dtype)
    {
        var random = new Random(seed);
        return Variable.From([.. Enumerable.Range(0, count).Select(i => i % 5 == 3 ? 0.0 : (random.NextDouble() * 2) - 1)]).To(dtype);
    }
}
