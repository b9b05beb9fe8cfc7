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
    [InlineData("amsgrad")]
    [InlineData("groups")]
    [InlineData("rmsprop")]
    [InlineData("adagrad")]
    [InlineData("lbfgs")]
    [InlineData("lbfgs fixed")]
    public void TrainingGoesOnAsIfItHadNeverStopped(string kind)
    {
        var whole = new Run(kind, seed: 1);
        whole.Train(0, 20);

        var before = new Run(kind, seed: 1);
        before.Train(0, 8);
        before.State.Counters["step"] = 8;
        before.State.Save(File);

        // Everything else about it is different until it is loaded.
        var after = new Run(kind, seed: 99);
        after.Optimiser.LearningRate = 0.7;
        after.Optimiser.Groups[0].WeightDecay = 0.2;
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

    [Fact]
    public void NothingRememberedYetIsSavedToo()
    {
        foreach (var kind in (string[])["adam", "lbfgs"])
        {
            new Run(kind, seed: 1).State.Save(File);
            var after = new Run(kind, seed: 1);
            after.Train(0, 3);
            after.State.Load(File);
            after.Losses.Clear();
            after.Train(0, 3);
            var whole = new Run(kind, seed: 1);
            whole.Train(0, 3);
            Assert.Equal(whole.Losses, after.Losses);
        }
    }

    [Fact]
    public void OtherGroupsAreRefusedAndNothingChanges()
    {
        var saved = new Run("groups", seed: 1);
        saved.Train(0, 2);
        saved.State.Save(File);
        var run = new Run("groups", seed: 2, swapped: true);
        var before = run.Weights;

        var error = Assert.Throws<InvalidDataException>(() => run.State.Load(File));
        Assert.EndsWith("has other parameters in the optimiser's group/head; make the groups as they were saved", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, run.Weights);

        var one = new TrainingState(run.Model, new AdamW(run.Model.Parameters()));
        error = Assert.Throws<InvalidDataException>(() => one.Load(File));
        Assert.Contains("missing (group/0)", error.Message, StringComparison.Ordinal);
        Assert.Contains("unexpected (group/head, group/rest, scheduler/rate, scheduler/plateau", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NumbersThatDoNotFitAreRefused()
    {
        var model = Run.Build();
        var state = new TrainingState(model, new Sgd([new ParameterGroup(model.Parameters("0.*")), new ParameterGroup(model.ParametersExcept("0.*")) { Momentum = 0 }], 0.1, 0.9));
        state.Save(File);
        var other = new TrainingState(model, new Sgd([new ParameterGroup(model.Parameters("0.*")) { Momentum = 0 }, new ParameterGroup(model.ParametersExcept("0.*"))], 0.1, 0.9));
        var error = Assert.Throws<InvalidDataException>(() => other.Load(File));
        Assert.EndsWith("has the numbers 0.1, 0, 0, 0.9, 0, 0 of group/0, which do not fit; make the optimiser and its schedulers as they were saved", error.Message, StringComparison.Ordinal);

        // Another kind of scheduler has other numbers.
        var sgd = new Sgd([new ParameterGroup(model.Parameters())], 0.1);
        var first = new TrainingState(model, sgd);
        first.Schedulers["rate"] = new PlateauScheduler(sgd);
        first.Save(File);
        var second = new TrainingState(model, sgd);
        second.Schedulers["rate"] = new Scheduler(sgd, Schedule.Constant());
        error = Assert.Throws<InvalidDataException>(() => second.Load(File));
        Assert.Contains("1 of another shape (scheduler/rate [4] for [3])", error.Message, StringComparison.Ordinal);
    }

    private sealed class Run
    {
        private readonly Variable _x = Variable.Normal([64, 6], new RandomGenerator(50));
        private readonly Variable _y = Variable.Arange(64, DType.Int64);

        public Run(string kind, ulong seed, bool swapped = false)
        {
            Model = Build();
            Model.Initialise(seed);
            Optimiser = kind switch
            {
                "adam" => new Adam(Model.Parameters(), 0.01),
                "amsgrad" => new Adam(Model.Parameters(), 0.01, amsgrad: true),
                "groups" => new AdamW(
                    [
                        new ParameterGroup(swapped ? Model.ParametersExcept("3.*") : Model.Parameters("3.*")) { Name = "head", LearningRate = 0.02, L1 = 1e-3 },
                        new ParameterGroup(swapped ? Model.Parameters("3.*") : Model.ParametersExcept("3.*")) { Name = "rest" },
                    ],
                    0.01),
                "rmsprop" => new RmsProp(Model.Parameters(), 0.01, momentum: 0.5, centred: true),
                "adagrad" => new Adagrad(Model.Parameters(), 0.05, 0.1),
                "lbfgs" => new Lbfgs(Model.Parameters(), 0.5, 2, historySize: 3),
                "lbfgs fixed" => new Lbfgs(new ParameterGroup(Model.Parameters()) { WeightDecay = 0.01 }, 0.1, 2, lineSearch: LineSearch.None),
                "momentum" => new Sgd(Model.Parameters(), 0.01, 0.9),
                _ => new Sgd(Model.Parameters(), 0.01),
            };
            State = new TrainingState(Model, Optimiser);
            State.Generators["noise"] = new RandomGenerator(seed).Fork("noise");
            if (kind is not ("groups" or "amsgrad"))
                return;
            State.Schedulers["rate"] = _rate = new Scheduler(Optimiser, Schedule.OneCycle(20));
            State.Schedulers["plateau"] = _plateau = new PlateauScheduler(Optimiser, 0.5, patience: 2);
        }

        private readonly Scheduler? _rate;
        private readonly PlateauScheduler? _plateau;

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
                if (Optimiser is Lbfgs)
                {
                    Losses.Add((float)Optimiser.Step(() => Loss(noise)));
                    continue;
                }

                var loss = Loss(noise);
                Optimiser.ZeroGrad();
                loss.Backward();
                Optimiser.Step();
                Losses.Add(loss.Item<float>());
                _rate?.Step();
                _plateau?.Step(step % 7);
            }
        }

        private Variable Loss(Variable noise) => Model.Call(_x + noise).CrossEntropy(_y);
    }
}
