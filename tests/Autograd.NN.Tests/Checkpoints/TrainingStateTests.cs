using Xunit;

namespace Autograd.NN.Tests.Checkpoints;

public sealed class TrainingStateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder["state.safetensors"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("adam")]
    [InlineData("momentum")]
    [InlineData("sgd")]
    public void TrainingGoesOnAsIfItHadNeverStopped(string kind)
    {
        var whole = new Run(kind, seed: 1);
        whole.Train(0, 20);

        var before = new Run(kind, seed: 1);
        before.Train(0, 8);
        before.State.Counters["step"] = 8;
        before.Optimiser.LearningRate = 0.01;
        before.State.Save(File);

        // Everything else about it is different until it is loaded.
        var after = new Run(kind, seed: 99);
        after.Optimiser.LearningRate = 0.7;
        after.State.Load(File);
        Assert.Equal(8, after.State.Counters["step"]);
        after.Train(8, 20);

        Assert.Equal(whole.Losses[8..], after.Losses);
        Assert.Equal(whole.Weights, after.Weights);
    }

    [Fact]
    public void AModelLoadsFromAStatesFile()
    {
        var run = new Run("adam", seed: 1);
        run.Train(0, 2);
        run.State.Save(File);

        var model = Run.Build();
        model.Load(File);

        Assert.Equal(run.Weights, model.Parameters().SelectMany(parameter => parameter.Value.ToArray<float>()));
    }

    [Fact]
    public void AnotherOptimisersFileIsRefusedAndNothingChanges()
    {
        var saved = new Run("momentum", seed: 1);
        saved.Train(0, 2);
        saved.State.Save(File);
        var run = new Run("adam", seed: 2);
        var before = run.Weights;

        var error = Assert.Throws<InvalidDataException>(() => run.State.Load(File));

        Assert.Contains("missing (optimiser/adam/steps/", error.Message, StringComparison.Ordinal);
        Assert.Contains("unexpected (optimiser/sgd/steps/", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, run.Weights);
    }

    [Fact]
    public void AModelsFileIsNoState()
    {
        var run = new Run("adam", seed: 1);
        run.Model.Save(File);
        Assert.Throws<InvalidDataException>(() => run.State.Load(File));
        run.State.Counters["a/b"] = 1;
        Assert.Throws<ArgumentException>(() => run.State.Save(File));
    }

    private sealed class Run
    {
        private readonly Variable _x = Variable.Normal([64, 6], new RandomGenerator(50));
        private readonly Variable _y = Variable.Arange(64, DType.Int64);

        public Run(string kind, ulong seed)
        {
            Model = Build();
            Model.Initialise(seed);
            Optimiser = kind switch
            {
                "adam" => new Adam(Model.Parameters(), 0.01),
                "momentum" => new Sgd(Model.Parameters(), 0.01, 0.9),
                _ => new Sgd(Model.Parameters(), 0.01),
            };
            State = new TrainingState(Model, Optimiser);
            State.Generators["noise"] = new RandomGenerator(seed).Fork("noise");
        }

        public Sequential Model { get; }

        public Optimiser Optimiser { get; }

        public TrainingState State { get; }

        public List<float> Losses { get; } = [];

        public float[] Weights => [.. Model.Parameters().SelectMany(parameter => parameter.Value.ToArray<float>())];

        public static Sequential Build() => new(new Linear(6, 8), new Dropout(0.3), new Tanh(), new Linear(8, 64));

        public void Train(int from, int to)
        {
            for (var step = from; step < to; step++)
            {
                using var tape = new Tape();
                var noise = Variable.Normal(_x.Shape, State.Generators["noise"], 0, 0.1);
                var loss = Model.Call(_x + noise).CrossEntropy(_y);
                Optimiser.ZeroGrad();
                loss.Backward();
                Optimiser.Step();
                Losses.Add(loss.Item<float>());
            }
        }
    }
}
