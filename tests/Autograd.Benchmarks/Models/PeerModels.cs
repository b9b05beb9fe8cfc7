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
        ["gpt_d128"] = () => Transformer("gpt_d128", vocabulary: 65, width: 128, heads: 4, layers: 4, length: 64, batch: 12),
        ["lstm_h256"] = () => Classifier("lstm_h256", new LastState(64, 256, 10), Images([50, 32, 64]), 10, parameters => new Adam(parameters), rows: 32),
        ["pinn"] = PhysicsInformed,
    };

    /// <summary>What a GPU's work is measured by: the same models in larger batches, and a Transformer of 12 layers.</summary>
    public static IReadOnlyDictionary<string, Func<PeerModel>> Large { get; } = new Dictionary<string, Func<PeerModel>>
    {
        ["mlp_b256"] = () => Perceptron(256),
        ["cnn_b256"] = () => Classifier("cnn_b256", Convolutional(), Images([256, 1, 28, 28]), 10, parameters => new Adam(parameters)),
        ["resnet20_b256"] = () => Classifier("resnet20_b256", new ResNet20(), Images([256, 3, 32, 32]), 10, parameters => new Sgd(parameters, 0.1, momentum: 0.9)),
        ["lstm_b256"] = () => Classifier("lstm_b256", new LastState(64, 256, 10), Images([50, 256, 64]), 10, parameters => new Adam(parameters), rows: 256),
        ["gpt_d768"] = () => Transformer("gpt_d768", vocabulary: 50257, width: 768, heads: 12, layers: 12, length: 512, batch: 8),
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

    private static PeerModel Transformer(string name, int vocabulary, int width, int heads, int layers, int length, int batch)
    {
        var gpt = new Gpt(vocabulary, width, heads, layers, length);
        return new PeerModel(
            name,
            gpt,
            PeerNumbers.Classes([batch, length], 1000, vocabulary),
            PeerNumbers.Classes([batch * length], 1001, vocabulary),
            (tokens, next) => gpt.Call(tokens).Reshape(-1, vocabulary).CrossEntropy(next!),
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
