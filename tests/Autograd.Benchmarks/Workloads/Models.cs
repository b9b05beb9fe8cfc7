using Autograd.NN;

namespace Autograd.Benchmarks.Workloads;

/// <summary>Training steps of small models: forward, backward and the optimiser.</summary>
internal static class Models
{
    public static IEnumerable<Workload> All =>
    [
        Perceptron(32),
        Perceptron(128),
        new("xor", "steps/s", Xor, rate => rate),
        new("cnn_b64", "steps/s", Convolutional, rate => rate),
    ];

    private static Workload Perceptron(int batch) => new(
        $"mlp_b{batch}",
        "steps/s",
        () => Train(
            new Sequential(new Linear(784, 128), new ReLU(), new Linear(128, 10)), Variable.Normal([batch, 784]), Labels(batch)),
        rate => rate);

    private static Action Convolutional() => Train(
        new Sequential(
            new Conv2d(1, 32, 3),
            new ReLU(),
            new Conv2d(32, 64, 3),
            new ReLU(),
            new MaxPool2d(2),
            new Flatten(),
            new Linear(9216, 128),
            new ReLU(),
            new Linear(128, 10)),
        Variable.Normal([64, 1, 28, 28]),
        Labels(64));

    private static Action Train(Module model, Variable inputs, Variable targets)
    {
        model.Initialise(0);
        var adam = new Adam(model.Parameters(), 1e-3);
        return () =>
        {
            adam.ZeroGrad();
            using var tape = new Tape();
            model.Call(inputs).CrossEntropy(targets).Backward();
            adam.Step();
        };
    }

    /// <summary>Binary cross-entropy on logits, max(z, 0) − z·y + ln(1 + e^−|z|), in primitive operations.</summary>
    private static Action Xor()
    {
        var model = new Sequential(new Linear(2, 8), new Tanh(), new Linear(8, 1));
        model.Initialise(0);
        var descent = new Sgd(model.Parameters(), 0.1);
        var inputs = Variable.From(new float[,] { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } });
        var targets = Variable.From(new float[,] { { 0 }, { 1 }, { 1 }, { 0 } });
        return () =>
        {
            descent.ZeroGrad();
            using var tape = new Tape();
            var z = model.Call(inputs);
            var losses = z.Relu() - (z * targets) + ((-z.Abs()).Exp() + 1).Log();
            losses.Mean().Backward();
            descent.Step();
        };
    }

    private static Variable Labels(int count) => Variable.From(Enumerable.Range(0, count).Select(i => (long)(i * 7 % 10)).ToArray());
}
