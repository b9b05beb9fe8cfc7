using Autograd.NN;

namespace Autograd.Benchmarks.Models;

/// <summary>The six models whose training is measured.</summary>
internal static class PeerModels
{
    /// <summary>What makes each, by the workload's name.</summary>
    public static IReadOnlyDictionary<string, Func<PeerModel>> All { get; } = new Dictionary<string, Func<PeerModel>>
    {
        ["mlp_b32"] = () => Perceptron(32),
        ["mlp_b128"] = () => Perceptron(128),
        ["cnn_b64"] = () => Classifier("cnn_b64", Convolutional(), Images([64, 1, 28, 28]), 10, parameters => new Adam(parameters)),
        ["resnet20_b32"] = () => Classifier("resnet20_b32", new ResNet20(), Images([32, 3, 32, 32]), 10, parameters => new Sgd(parameters, 0.1, momentum: 0.9)),
        ["gpt_d128"] = Transformer,
        ["lstm_h256"] = () => Classifier("lstm_h256", new LastState(64, 256, 10), Images([50, 32, 64]), 10, parameters => new Adam(parameters), rows: 32),
        ["pinn"] = PhysicsInformed,
    };

    private static Variable Images(Shape shape) => PeerNumbers.Floats(shape, 1000, 2);

    private static PeerModel Perceptron(int batch) => Classifier(
        $"mlp_b{batch}", new Sequential(new Linear(784, 128), new ReLU(), new Linear(128, 10)), Images([batch, 784]), 10, parameters => new Adam(parameters));

    private static Sequential Convolutional() => new(
        new Conv2d(1, 32, 3),
        new ReLU(),
        new Conv2d(32, 64, 3),
        new ReLU(),
        new MaxPool2d(2),
        new Flatten(),
        new Linear(9216, 128),
        new ReLU(),
        new Linear(128, 10));

    private static PeerModel Classifier(
        string name, Module module, Variable inputs, int classes, Func<IReadOnlyList<Parameter>, Optimiser> optimise, int? rows = null) => new(
        name,
        module,
        inputs,
        PeerNumbers.Classes([rows ?? inputs.Shape[0]], 1001, classes),
        (x, y) => module.Call(x).CrossEntropy(y!),
        optimise);

    private static PeerModel Transformer()
    {
        const int Vocabulary = 65;
        var gpt = new Gpt(Vocabulary, 128, 4, 4, 64);
        return new PeerModel(
            "gpt_d128",
            gpt,
            PeerNumbers.Classes([12, 64], 1000, Vocabulary),
            PeerNumbers.Classes([12 * 64], 1001, Vocabulary),
            (tokens, next) => gpt.Call(tokens).Reshape(-1, Vocabulary).CrossEntropy(next!),
            parameters => new AdamW(parameters, 1e-3));
    }

    /// <summary>u_t − 0.01 u_xx = 0 at a thousand points (x, t).</summary>
    private static PeerModel PhysicsInformed()
    {
        var u = new Sequential(new Linear(2, 50), new Tanh(), new Linear(50, 50), new Tanh(), new Linear(50, 50), new Tanh(), new Linear(50, 1));
        return new PeerModel(
            "pinn",
            u,
            PeerNumbers.Floats([1000, 2], 1000, 1, 0.5),
            null,
            (points, _) =>
            {
                points.RequiresGrad = true;
                var tape = Tape.Active!;
                var first = tape.Gradient(u.Call(points).Sum(), points, createGraph: true)!;
                var second = tape.Gradient(first[.., 0].Sum(), points, createGraph: true)!;
                return (first[.., 1] - (0.01 * second[.., 0])).Square().Mean();
            },
            parameters => new Adam(parameters));
    }
}
