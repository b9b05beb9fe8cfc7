namespace Autograd.NN;

/// <summary>
/// Changes parameters by their gradients. What it remembers of a parameter is made at the parameter's first step; steps after
/// that allocate nothing. Parameters without a gradient, and frozen ones, are passed over.
/// </summary>
public abstract class Optimiser
{
    private readonly Parameter[] _parameters;
    private readonly string[] _stateNames;
    private readonly Variable?[][] _states;
    private readonly long[] _steps;
    private double _learningRate;

    /// <summary>Prepares for a list of parameters.</summary>
    /// <param name="parameters">Each once.</param>
    /// <param name="learningRate">Not negative.</param>
    /// <param name="stateNames">What is remembered of each parameter, an array of the parameter's shape each.</param>
    /// <exception cref="ArgumentException">There is no parameter, one comes twice, or the learning rate is negative or not finite.</exception>
    private protected Optimiser(IEnumerable<Parameter> parameters, double learningRate, params string[] stateNames)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _parameters = [.. parameters];
        if (_parameters.Length == 0)
            throw Errors.Argument(Kind, "there are no parameters", "give model.Parameters()");
        var seen = new HashSet<Parameter>();
        foreach (var parameter in _parameters)
        {
            ArgumentNullException.ThrowIfNull(parameter);
            if (!seen.Add(parameter))
                throw Errors.Argument(Kind, $"the parameter {parameter} comes twice", "give each once");
        }

        LearningRate = learningRate;
        _stateNames = stateNames;
        _states = new Variable?[_parameters.Length][];
        for (var i = 0; i < _states.Length; i++)
            _states[i] = new Variable?[stateNames.Length];
        _steps = new long[_parameters.Length];
    }

    /// <summary>How far a step goes; may be changed between steps.</summary>
    /// <exception cref="ArgumentException">Negative or not finite.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = value >= 0 && double.IsFinite(value)
            ? value
            : throw Errors.Argument(Kind, $"the learning rate is {value}", "use a finite number of 0 or more");
    }

    /// <summary>The parameters, in the order given.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>The optimiser's name in errors and files.</summary>
    internal abstract string Kind { get; }

    /// <summary>What is remembered of each parameter.</summary>
    internal IReadOnlyList<string> StateNames => _stateNames;

    /// <summary>Forgets the gradients of all parameters.</summary>
    public void ZeroGrad()
    {
        foreach (var parameter in _parameters)
            parameter.ZeroGrad();
    }

    /// <summary>Changes every parameter that has a gradient, in place.</summary>
    /// <exception cref="InvalidOperationException">No parameter has a gradient.</exception>
    /// <exception cref="ArgumentException">A gradient's type or device is not that of what is remembered of the parameter.</exception>
    public void Step()
    {
        CheckStates();
        for (var i = 0; i < _parameters.Length; i++)
        {
            if (_parameters[i] is not { RequiresGrad: true, Grad: { } gradient })
                continue;
            var value = _parameters[i].Current;
            var states = _states[i];
            for (var state = 0; state < states.Length; state++)
                states[state] ??= Unowned(value);
            _steps[i]++;
            Update(value, gradient, states!, _steps[i]);
        }
    }

    /// <summary>One parameter's step.</summary>
    /// <param name="value">The parameter.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="states">What is remembered of it; zeros at its first step.</param>
    /// <param name="step">The parameter's step, from 1.</param>
    private protected abstract void Update(Variable value, Variable gradient, ReadOnlySpan<Variable> states, long step);

    /// <summary>A parameter's steps so far.</summary>
    internal long Steps(int parameter) => _steps[parameter];

    /// <summary>What is remembered of a parameter by its index, or null before its first step.</summary>
    internal Variable? State(int parameter, int state) => _states[parameter][state];

    /// <summary>Puts a parameter back to where it was when saved; no states where it had made no step.</summary>
    internal void Restore(int parameter, long steps, ReadOnlySpan<Variable> states)
    {
        _steps[parameter] = steps;
        for (var i = 0; i < _stateNames.Length; i++)
            _states[parameter][i] = states.IsEmpty ? null : states[i];
    }

    /// <summary>Wraps Variables that no module holds; their names are their places.</summary>
    private protected static IEnumerable<Parameter> Wrap(IEnumerable<Variable> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        return variables.Select((variable, index) => new Parameter(null, $"{index}", variable));
    }

    /// <summary>Everything that can be refused is refused here, before a parameter is changed.</summary>
    private void CheckStates()
    {
        var any = false;
        for (var i = 0; i < _parameters.Length; i++)
        {
            var parameter = _parameters[i];
            if (parameter is not { RequiresGrad: true, Grad: { } gradient })
                continue;
            any = true;
            gradient.ThrowIfReleased(Kind);
            foreach (var state in _states[i])
            {
                if (state is not null && (state.DType != parameter.DType || state.Device != parameter.Device))
                {
                    throw Errors.Argument(
                        Kind, $"{parameter} was moved, what is remembered of it is {state.DType.Name()} on {state.Device}", "make the optimiser after To");
                }
            }
        }

        if (!any)
            throw Errors.State(Kind, "no parameter has a gradient", "call loss.Backward() before Step, and check that the parameters require gradients");
    }

    /// <summary>Zeros that no tape owns: a step under an open tape must not lose them at its end.</summary>
    private static Variable Unowned(Variable like) => Variable.Zeros(like.Shape, like.DType, like.Device);
}
