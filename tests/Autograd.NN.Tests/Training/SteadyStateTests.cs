using Autograd.Backends;
using Xunit;

namespace Autograd.NN.Tests.Training;

/// <summary>
/// A training step in a steady state takes all its memory from the pool, and recycles nodes, slots and shapes: what the collector is left with is the
/// user's handles, one a result, and a few small objects a step.
/// </summary>
[Collection(nameof(SteadyStateTests))]
[CollectionDefinition(nameof(SteadyStateTests), DisableParallelization = true)]
public class SteadyStateTests
{
    /// <summary>A handle: seven references and numbers of eight bytes, four small ones, and the object's own sixteen bytes.</summary>
    private const int HandleBytes = 96;

    /// <summary>The tape, and what the runtime makes when an ambient value changes, twice.</summary>
    private const int StepBytes = 768;

    [Fact]
    public void AMultilayerPerceptron()
    {
        var model = new Sequential(new Linear(20, 16), new ReLU(), new Linear(16, 5));
        Steady(model, Variable.Normal([32, 20], new RandomGenerator(1)), 5, model.Call);
    }

    [Fact]
    public void AConvolutionalNet()
    {
        var model = new Sequential(
            new Conv2d(1, 4, 3, padding: 1), new BatchNorm2d(4), new ReLU(), new MaxPool2d(2), new Conv2d(4, 6, 3), new ReLU(), new Dropout(0.2), new Flatten(), new Linear(24, 5));
        Steady(model, Variable.Normal([16, 1, 8, 8], new RandomGenerator(1)), 5, model.Call);
    }

    [Fact]
    public void ATransformer()
    {
        var model = new Blocks();
        Steady(model, Variable.Normal([3, 10, 16], new RandomGenerator(1)), 7, x => model.Call(x).Reshape(-1, 7), rows: 30);
    }

    private static void Steady(Module model, Variable inputs, int classes, Func<Variable, Variable> forward, int? rows = null)
    {
        model.Initialise(1);
        var adam = new Adam(model.Parameters());
        var targets = Variable.From(Enumerable.Range(0, rows ?? inputs.Shape[0]).Select(i => (long)(i % classes)).ToArray());
        var operations = 0;
        void Step()
        {
            adam.ZeroGrad();
            using var tape = new Tape();
            forward(inputs).CrossEntropy(targets).Backward();
            adam.Step();
            operations = tape.NodeCount;
        }

        long Stretch()
        {
            const int Steps = 10;
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Steps; i++)
                Step();
            return (GC.GetAllocatedBytesForCurrentThread() - before) / Steps;
        }

        for (var i = 0; i < 40; i++)
            Step();
        var pool = CpuMemoryPool.Statistics;

        // The least of some stretches: what happens once, as when a table of the runtime's grows, is no part of a step.
        var bytes = Enumerable.Range(0, 5).Min(_ => Stretch());
        var after = CpuMemoryPool.Statistics;
        Assert.Equal((pool.BytesLive, pool.BytesPooled), (after.BytesLive, after.BytesPooled));

        // A handle a recorded node, one a saved value of some of them, and one a gradient.
        var handles = (2 * operations) + model.Parameters().Count;
        Assert.InRange(bytes, 0, (handles * HandleBytes) + StepBytes);
    }

    private sealed class Blocks : Module
    {
        private readonly TransformerBlock _first, _second;
        private readonly Linear _output;

        public Blocks()
        {
            _first = Add("first", new TransformerBlock(16, 2));
            _second = Add("second", new TransformerBlock(16, 2));
            _output = Add("output", new Linear(16, 7));
        }

        protected override Variable Forward(Variable x) => _output.Call(_second.Call(_first.Call(x)));
    }
}
