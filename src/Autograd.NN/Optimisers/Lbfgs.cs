namespace Autograd.NN;

/// <summary>
/// L-BFGS (Liu and Nocedal, 1989): Newton's direction with an inverse Hessian made from the last changes of the gradient. For small models whose
/// loss is computed over all the data; <see cref="Step(Func{Variable})"/> evaluates it several times.
/// </summary>
/// <remarks>
/// Each iteration goes x ← x + t·d, d = −H∇f, with t found by a line search or equal to the learning rate. The iterations of a step
/// end at <see cref="MaxIterations"/> or <see cref="MaxEvaluations"/>, where max |∇f| ≤ <see cref="GradientTolerance"/>, or where x or f
/// changes by no more than <see cref="ChangeTolerance"/>; the next step goes on with what is remembered. The conditions and constants are
/// those of PyTorch's LBFGS. The memory takes 2 · <see cref="HistorySize"/> vectors of the length of all parameters.
/// The penalties of a group are part of the loss that is minimised: f + ½λΣx² + λ₁Σ|x|, on parameters with a gradient.
/// </remarks>
/// <example>
/// <code>
/// var lbfgs = new Lbfgs(model.Parameters());
/// for (var step = 0; step &lt; 20; step++)
///     Console.WriteLine(lbfgs.Step(() => model.Call(x).CrossEntropy(y)));
/// </code>
/// </example>
public sealed class Lbfgs : Optimiser
{
    private readonly OptimiserGroup _group;
    private readonly LbfgsMemory _memory;
    private readonly FlatVector _gradient;
    private readonly FlatVector _previous;
    private readonly FlatVector _direction;
    private readonly FlatVector _start;
    private readonly StrongWolfe? _search;
    private Func<Variable>? _loss;
    private double _length;
    private bool _isAway;

    /// <summary>Prepares for the parameters of modules, which stay of their type and on their device.</summary>
    /// <param name="parameters">Such as <c>model.Parameters()</c>.</param>
    /// <param name="learningRate">The first length that a line search tries, or the length itself without one.</param>
    /// <param name="maxIterations">Iterations a step, 1 or more.</param>
    /// <param name="maxEvaluations">Evaluations of the loss a step after which no iteration begins; 5/4 of the iterations where null.</param>
    /// <param name="gradientTolerance">The largest element of the gradient at which a step ends.</param>
    /// <param name="changeTolerance">The change of a parameter or the loss at which a step ends.</param>
    /// <param name="historySize">How many changes are remembered, 1 or more.</param>
    /// <param name="lineSearch">How the length is found.</param>
    /// <exception cref="ArgumentException">A number is out of its range, there are no parameters, one comes twice, or their types or devices differ.</exception>
    public Lbfgs(
        IEnumerable<Parameter> parameters,
        double learningRate = 1,
        int maxIterations = 20,
        int? maxEvaluations = null,
        double gradientTolerance = 1e-7,
        double changeTolerance = 1e-9,
        int historySize = 100,
        LineSearch lineSearch = LineSearch.StrongWolfe)
        : this(new ParameterGroup(parameters), learningRate, maxIterations, maxEvaluations, gradientTolerance, changeTolerance, historySize, lineSearch)
    {
    }

    /// <summary>Prepares for Variables that no module holds; they require gradients from here on.</summary>
    /// <param name="variables">Leaves of float32 or float64.</param>
    /// <param name="learningRate">The first length that a line search tries, or the length itself without one.</param>
    /// <param name="maxIterations">Iterations a step, 1 or more.</param>
    /// <param name="maxEvaluations">Evaluations of the loss a step after which no iteration begins; 5/4 of the iterations where null.</param>
    /// <param name="gradientTolerance">The largest element of the gradient at which a step ends.</param>
    /// <param name="changeTolerance">The change of a parameter or the loss at which a step ends.</param>
    /// <param name="historySize">How many changes are remembered, 1 or more.</param>
    /// <param name="lineSearch">How the length is found.</param>
    /// <exception cref="ArgumentException">A number is out of its range, there are no Variables, or their types or devices differ.</exception>
    public Lbfgs(
        IEnumerable<Variable> variables,
        double learningRate = 1,
        int maxIterations = 20,
        int? maxEvaluations = null,
        double gradientTolerance = 1e-7,
        double changeTolerance = 1e-9,
        int historySize = 100,
        LineSearch lineSearch = LineSearch.StrongWolfe)
        : this(new ParameterGroup(variables), learningRate, maxIterations, maxEvaluations, gradientTolerance, changeTolerance, historySize, lineSearch)
    {
    }

    /// <summary>Prepares for a group of parameters with its penalties; there can be only one, because all are one vector.</summary>
    /// <param name="group">The parameters.</param>
    /// <param name="learningRate">The first length that a line search tries, or the length itself without one, where the group states none.</param>
    /// <param name="maxIterations">Iterations a step, 1 or more.</param>
    /// <param name="maxEvaluations">Evaluations of the loss a step after which no iteration begins; 5/4 of the iterations where null.</param>
    /// <param name="gradientTolerance">The largest element of the gradient at which a step ends.</param>
    /// <param name="changeTolerance">The change of a parameter or the loss at which a step ends.</param>
    /// <param name="historySize">How many changes are remembered, 1 or more.</param>
    /// <param name="lineSearch">How the length is found.</param>
    /// <exception cref="ArgumentException">A number is out of its range, there are no parameters, one comes twice, their types or devices differ, or the weight decay is decoupled.</exception>
    public Lbfgs(
        ParameterGroup group,
        double learningRate = 1,
        int maxIterations = 20,
        int? maxEvaluations = null,
        double gradientTolerance = 1e-7,
        double changeTolerance = 1e-9,
        int historySize = 100,
        LineSearch lineSearch = LineSearch.StrongWolfe)
        : base([group], new GroupDefaults(learningRate, 0))
    {
        var evaluations = maxEvaluations ?? (int)(maxIterations * 5L / 4);
        if (maxIterations < 1 || evaluations < 1 || historySize < 1)
            throw Errors.Argument(Kind, $"{maxIterations} iterations, {evaluations} evaluations, a history of {historySize}", "use 1 or more of each");
        if (!(gradientTolerance >= 0 && changeTolerance >= 0))
            throw Errors.Argument(Kind, $"the tolerances are {gradientTolerance} and {changeTolerance}", "use numbers of 0 or more");
        _group = Groups[0];
        if (_group.IsDecoupled)
            throw Errors.Argument(Kind, "the weight decay is decoupled", "leave it coupled: the gradient has to be the minimised function's");
        CheckPlaces(Parameters[0].DType, Parameters[0].Device, "give parameters of one type on one device");
        (MaxIterations, MaxEvaluations, HistorySize) = (maxIterations, evaluations, historySize);
        (GradientTolerance, ChangeTolerance, LineSearch) = (gradientTolerance, changeTolerance, lineSearch);
        _memory = new LbfgsMemory(historySize, Parameters);
        (_gradient, _previous, _direction, _start) = (new(Parameters), new(Parameters), new(Parameters), new(Parameters));
        _search = lineSearch == LineSearch.StrongWolfe ? new StrongWolfe(Parameters, EvaluateAt) : null;
    }

    /// <summary>Iterations a step at most.</summary>
    public int MaxIterations { get; }

    /// <summary>Evaluations of the loss a step after which no iteration begins.</summary>
    public int MaxEvaluations { get; }

    /// <summary>The largest element of the gradient at which a step ends.</summary>
    public double GradientTolerance { get; }

    /// <summary>The change of a parameter or the loss at which a step ends.</summary>
    public double ChangeTolerance { get; }

    /// <summary>How many changes are remembered at most.</summary>
    public int HistorySize { get; }

    /// <summary>How the length is found.</summary>
    public LineSearch LineSearch { get; }

    /// <summary>Iterations so far, over all steps.</summary>
    public long Iterations { get; private set; }

    /// <summary>Evaluations of the loss so far, over all steps.</summary>
    public long Evaluations { get; private set; }

    internal override string Kind => "lbfgs";

    /// <summary>Not of this optimiser: it has to evaluate the loss itself.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public override void Step() =>
        throw Errors.State(Kind, "the loss is needed at several places", "give a function that computes it, optimiser.Step(() => loss)");

    /// <summary>
    /// Minimises for a few iterations: <c>var loss = lbfgs.Step(() => model.Call(x).CrossEntropy(y));</c>
    /// </summary>
    /// <remarks>
    /// The function computes the loss and nothing else, the same one at every call: without dropout, over the same data. For
    /// each evaluation this method forgets the gradients, opens a tape, calls the function, walks back, and ends the tape, which releases
    /// what was computed. The gradients left in the parameters are those of the last place tried. Where the function throws, the
    /// parameters are put back to the last place reached. Parameters without a gradient, and frozen ones, stay.
    /// </remarks>
    /// <param name="loss">Computes a scalar from the parameters.</param>
    /// <returns>The loss before the step, without penalties.</returns>
    /// <exception cref="InvalidOperationException">The loss was not recorded on the tape, does not depend on any parameter, or the function called Backward itself.</exception>
    /// <exception cref="ArgumentException">A parameter was moved or converted since the optimiser was made.</exception>
    public override double Step(Func<Variable> loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        CheckPlaces(_gradient.Whole.DType, _gradient.Whole.Device, "make the optimiser after To");
        _loss = loss;
        _isAway = false;
        try
        {
            var (first, minimised) = Evaluate(_gradient);
            if (!(_gradient.LargestSize() <= GradientTolerance))
                Iterate(minimised);
            return first;
        }
        catch when (_isAway)
        {
            Move(0);
            throw;
        }
        finally
        {
            _loss = null;
        }
    }

    internal override IReadOnlyList<(string Name, Variable Value)> SharedState()
    {
        if (Iterations == 0)
            return [("counts", Variable.From([Iterations, Evaluations]))];
        List<(string, Variable)> state =
        [
            ("counts", Variable.From([Iterations, Evaluations])), ("numbers", Variable.From([_length, _memory.Scale])),
            ("direction", _direction.Whole), ("gradient", _previous.Whole),
        ];
        var index = 0;
        foreach (var (step, change, inverse) in _memory.Pairs())
        {
            state.AddRange([($"step.{index}", step), ($"change.{index}", change), ($"inverse.{index}", Variable.From(inverse))]);
            index++;
        }

        return state;
    }

    internal override IReadOnlyList<(string Name, Variable Value)> SharedTargets(Func<string, bool> has)
    {
        List<(string, Variable)> targets = [("counts", Variable.From([0L, 0L]))];
        if (!has("direction"))
            return targets;
        targets.AddRange([("numbers", Variable.From([0.0, 0.0])), ("direction", Like()), ("gradient", Like())]);
        for (var index = 0; index < HistorySize && has($"step.{index}"); index++)
            targets.AddRange([($"step.{index}", Like()), ($"change.{index}", Like()), ($"inverse.{index}", Variable.From(0.0))]);
        return targets;

        Variable Like() => Variable.ZerosLike(_direction.Whole);
    }

    internal override void RestoreShared(IReadOnlyList<(string Name, Variable Value)> targets)
    {
        _memory.Clear();
        var counts = targets[0].Value.ToArray<long>();
        (Iterations, Evaluations) = (counts[0], counts[1]);
        if (targets.Count == 1)
            return;
        var numbers = targets[1].Value.ToArray<double>();
        (_length, _memory.Scale) = (numbers[0], numbers[1]);
        _direction.Whole.CopyFrom(targets[2].Value);
        _previous.Whole.CopyFrom(targets[3].Value);
        for (var i = 4; i < targets.Count; i += 3)
            _memory.Append(targets[i].Value, targets[i + 1].Value, targets[i + 2].Value.Item<double>());
    }

    private void Iterate(double loss)
    {
        var evaluations = 1;
        for (var iteration = 1; ; iteration++)
        {
            if (Iterations > 0)
                _memory.Add(_direction, _length, _gradient, _previous);
            _memory.Direct(_gradient, _direction);
            Iterations++;
            _previous.CopyFrom(_gradient);
            _length = Iterations == 1 ? Math.Min(1, 1 / _gradient.SumOfSizes()) * _group.LearningRate : _group.LearningRate;
            var slope = _gradient.Dot(_direction);
            if (slope > -ChangeTolerance)
                return;
            var before = loss;
            Remember();
            if (_search is not null)
            {
                var (point, tried) = _search.Search(_length, loss, _gradient, slope, _direction.LargestSize(), ChangeTolerance);
                (_length, loss) = (point.Length, point.Loss);
                _gradient.CopyFrom(point.Gradient);
                Move(_length);
                evaluations += tried;
            }
            else
            {
                Move(_length);

                // The last place is evaluated by the next step, if at all: its loss may be another batch's.
                if (iteration != MaxIterations)
                {
                    loss = Evaluate(_gradient).Minimised;
                    evaluations++;
                }
            }

            _isAway = false;
            if (iteration == MaxIterations || evaluations >= MaxEvaluations || _gradient.LargestSize() <= GradientTolerance
                || Math.Abs(_length) * _direction.LargestSize() <= ChangeTolerance || Math.Abs(loss - before) < ChangeTolerance)
            {
                return;
            }
        }
    }

    private LinePoint EvaluateAt(double length, LinePoint point)
    {
        Move(length);
        (point.Length, point.Loss) = (length, Evaluate(point.Gradient).Minimised);
        point.Slope = point.Gradient.Dot(_direction);
        return point;
    }

    /// <summary>The loss where the parameters are, with penalties too, and the gradient of the latter.</summary>
    private (double Loss, double Minimised) Evaluate(FlatVector gradient)
    {
        var loss = Evaluate(_loss!);
        Evaluations++;
        var minimised = loss;
        for (var i = 0; i < Parameters.Count; i++)
        {
            using var scope = new Scope(onThreadOnly: true);
            if (Parameters[i] is not { RequiresGrad: true, Grad: { } part })
            {
                gradient[i].CopyFrom(Variable.ZerosLike(gradient[i]));
                continue;
            }

            var (x, sum) = (Parameters[i].Current.Detach(), part.Detach());
            if (_group.L2 != 0)
            {
                sum += x * _group.L2;
                minimised += _group.L2 / 2 * FlatVector.Number((x * x).Sum());
            }

            if (_group.L1 != 0)
            {
                sum += Penalty.Sign(x) * _group.L1;
                minimised += _group.L1 * FlatVector.Number(x.Abs().Sum());
            }

            gradient[i].CopyFrom(sum);
        }

        return (loss, minimised);
    }

    /// <summary>Takes where the parameters are as the line's start.</summary>
    private void Remember()
    {
        for (var i = 0; i < Parameters.Count; i++)
            _start[i].CopyFrom(Parameters[i].Current.Detach());
        _isAway = true;
    }

    /// <summary>Puts the parameters on the line: x ← start + length · direction.</summary>
    private void Move(double length)
    {
        for (var i = 0; i < Parameters.Count; i++)
        {
            if (!Parameters[i].RequiresGrad)
                continue;
            using var scope = new Scope(onThreadOnly: true);
            Parameters[i].Current.CopyFrom(length == 0 ? _start[i] : _start[i] + (_direction[i] * length));
        }
    }

    private void CheckPlaces(DType dtype, Device device, string remedy)
    {
        foreach (var parameter in Parameters)
        {
            if (parameter.DType != dtype || parameter.Device != device)
            {
                throw Errors.Argument(
                    Kind, $"{parameter} on {parameter.Device} among parameters of {dtype.Name()} on {device}", remedy);
            }
        }
    }
}
