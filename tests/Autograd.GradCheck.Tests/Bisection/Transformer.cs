using Autograd.GradientChecking.Tests.Planted;

namespace Autograd.GradientChecking.Tests.Bisection;

/// <summary>
/// Attention and feed-forward layers of plain operations, with one's own activation in every layer; in one of them its
/// derivative may be planted wrong.
/// </summary>
internal sealed class Transformer
{
    private readonly int _wrong;
    private readonly PlantedOp _right;
    private readonly PlantedOp _planted;
    private readonly Variable[][] _weights;
    private readonly Variable _x;
    private readonly Variable _labels;

    public Transformer(int layers, int width, int hidden, int wrongLayer, PlantedOp planted, int rows = 4, DType dtype = DType.Float64)
    {
        (_wrong, _planted) = (wrongLayer, planted);
        _right = Activation(1);
        _x = Points.Spread([rows, width], -1, 1, seed: 77).To(dtype);
        _labels = Variable.From(Enumerable.Range(0, rows).Select(i => (long)(i % width)).ToArray());
        _weights = new Variable[layers][];
        for (var layer = 0; layer < layers; layer++)
        {
            var scale = 1 / Math.Sqrt(width);
            _weights[layer] =
            [
                Weight([width, width], scale, (10 * layer) + 1), Weight([width, width], scale, (10 * layer) + 2), Weight([width, width], scale, (10 * layer) + 3),
                Weight([hidden, width], scale, (10 * layer) + 4), Weight([hidden], 0.1, (10 * layer) + 5),
                Weight([width, hidden], 1 / Math.Sqrt(hidden), (10 * layer) + 6), Weight([width], 0.1, (10 * layer) + 7),
            ];
        }

        Variable Weight(Shape shape, double size, int seed) => Points.Spread(shape, -size, size, seed).To(dtype).WithGrad();
    }

    public IReadOnlyList<Variable> Parameters => [.. _weights.SelectMany(weights => weights)];

    /// <summary>x·tanh x, its derivative times a factor.</summary>
    public static PlantedOp Activation(double factor) => new()
    {
        Value = x => x[0] * x[0].Tanh(),
        Pull = (dy, x) => [factor * dy * (x[0].Tanh() + (x[0] * (1 - (x[0].Tanh() * x[0].Tanh()))))],
        Push = (dx, x) => dx[0]! * (x[0].Tanh() + (x[0] * (1 - (x[0].Tanh() * x[0].Tanh())))),
    };

    public Variable Loss()
    {
        var x = _x;
        for (var layer = 0; layer < _weights.Length; layer++)
            x = Layer(layer, x);
        return x.CrossEntropy(_labels);
    }

    private Variable Layer(int layer, Variable x)
    {
        var w = _weights[layer];
        var (query, key, value) = (x.Linear(w[0]), x.Linear(w[1]), x.Linear(w[2]));
        var scores = query.MatMul(key.T) / Math.Sqrt(x.Shape[1]);
        var attention = (scores - scores.LogSumExp([-1], keepAxes: true)).Exp();
        x = (x + attention.MatMul(value)).Tanh();
        var hidden = Ops.Operation.Apply(layer == _wrong ? _planted : _right, x.Linear(w[3], w[4]));
        return x + hidden.Linear(w[5], w[6]);
    }
}
