namespace Autograd.NN;

/// <summary>
/// The last changes of the parameters and of the gradient, from which L-BFGS makes its directions (Nocedal, 1980): the two-loop recursion of
/// Nocedal and Wright, Numerical Optimization, algorithm 7.4.
/// </summary>
internal sealed class LbfgsMemory(int size, IReadOnlyList<Parameter> parameters)
{
    // A curvature below this says nothing about the function but its rounding.
    private const double LeastCurvature = 1e-10;

    private readonly List<Pair> _pairs = [];
    private readonly double[] _weights = new double[size];
    private Pair? _spare;

    /// <summary>How many changes are remembered.</summary>
    public int Count => _pairs.Count;

    /// <summary>γ, the scale of the first guess of the inverse Hessian.</summary>
    public double Scale { get; set; } = 1;

    /// <summary>Takes over a step s = length · direction and the change y of the gradient over it, unless the curvature s·y is lost in rounding.</summary>
    public void Add(FlatVector direction, double length, FlatVector gradient, FlatVector previous)
    {
        var pair = _spare ?? new Pair(new FlatVector(parameters), new FlatVector(parameters));
        pair.Step.SetScaled(direction, length);
        pair.Change.CopyFrom(gradient);
        pair.Change.AddScaled(previous, -1);
        var curvature = pair.Change.Dot(pair.Step);
        _spare = pair;
        if (!(curvature > LeastCurvature))
            return;
        pair.Inverse = 1 / curvature;
        Scale = curvature / pair.Change.Dot(pair.Change);
        _spare = null;
        if (_pairs.Count == size)
        {
            _spare = _pairs[0];
            _pairs.RemoveAt(0);
        }

        _pairs.Add(pair);
    }

    /// <summary>direction ← −H · gradient, H the approximate inverse Hessian.</summary>
    public void Direct(FlatVector gradient, FlatVector direction)
    {
        direction.SetScaled(gradient, -1);
        for (var i = _pairs.Count - 1; i >= 0; i--)
        {
            _weights[i] = _pairs[i].Step.Dot(direction) * _pairs[i].Inverse;
            direction.AddScaled(_pairs[i].Change, -_weights[i]);
        }

        direction.SetScaled(direction, Scale);
        for (var i = 0; i < _pairs.Count; i++)
            direction.AddScaled(_pairs[i].Step, _weights[i] - (_pairs[i].Change.Dot(direction) * _pairs[i].Inverse));
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _pairs.Clear();
        Scale = 1;
    }

    /// <summary>The steps, the gradients' changes and 1 / curvature, the oldest first.</summary>
    public IEnumerable<(Variable Step, Variable Change, double Inverse)> Pairs() => _pairs.Select(pair => (pair.Step.Whole, pair.Change.Whole, pair.Inverse));

    /// <summary>Appends what was saved.</summary>
    public void Append(Variable step, Variable change, double inverse)
    {
        var pair = new Pair(new FlatVector(parameters), new FlatVector(parameters)) { Inverse = inverse };
        pair.Step.Whole.CopyFrom(step);
        pair.Change.Whole.CopyFrom(change);
        _pairs.Add(pair);
    }

    private sealed class Pair(FlatVector step, FlatVector change)
    {
        public FlatVector Step { get; } = step;

        public FlatVector Change { get; } = change;

        public double Inverse { get; set; }
    }
}
