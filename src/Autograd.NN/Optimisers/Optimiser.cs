namespace Autograd.NN;

/// <summary>
/// Changes parameters by their gradients. What it remembers of a parameter is made at the parameter's first step; steps after
/// that allocate nothing. Parameters without a gradient, and frozen ones, are passed over.
/// </summary>
/// <remarks>
/// Every optimiser takes parameters, or groups of them with learning rates, penalties and the like of their own. Penalties come
/// before everything else: g ← g + λx + λ₁ · sign(x), with sign(0) = 0; decoupled weight decay is x ← (1 − lr·λ)x instead of λx.
/// </remarks>
public abstract class Optimiser
{
    private readonly Parameter[] _parameters;
    private readonly OptimiserGroup[] _groups;
    private readonly OptimiserGroup[] _groupOf;
    private readonly string[] _stateNames;
    private readonly Variable?[][] _states;
    private readonly long[] _steps;

    /// <summary>Prepares for groups of parameters.</summary>
    /// <param name="groups">At least one, each parameter once.</param>
    /// <param name="defaults">What is done where a group says nothing else.</param>
    /// <param name="stateNames">What is remembered of each parameter, an array of the parameter's shape each.</param>
    /// <exception cref="ArgumentException">There is no parameter, one comes twice, or a group's name or number is not allowed.</exception>
    private protected Optimiser(IEnumerable<ParameterGroup> groups, GroupDefaults defaults, params string[] stateNames)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ParameterGroup[] given = [.. groups];
        CheckGroups(given);
        _groups = new OptimiserGroup[given.Length];
        for (var i = 0; i < given.Length; i++)
            _groups[i] = new OptimiserGroup(this, given[i].Name ?? $"{i}", given[i], defaults);
        _parameters = [.. given.SelectMany(group => group.Parameters)];
        _groupOf = [.. _groups.SelectMany(group => Enumerable.Repeat(group, group.Parameters.Count))];
        _stateNames = stateNames;
        _states = new Variable?[_parameters.Length][];
        for (var i = 0; i < _states.Length; i++)
            _states[i] = new Variable?[stateNames.Length];
        _steps = new long[_parameters.Length];
        IsMade = true;
    }

    /// <summary>How far a step goes: the first group's; set, every group's. May be changed between steps.</summary>
    /// <exception cref="ArgumentException">Negative or not finite.</exception>
    public double LearningRate
    {
        get => _groups[0].LearningRate;
        set
        {
            foreach (var group in _groups)
                group.LearningRate = value;
        }
    }

    /// <summary>The parameters, in the order given, group after group.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>The groups in the order given; one where only parameters were given.</summary>
    public IReadOnlyList<OptimiserGroup> Groups => _groups;

    /// <summary>The optimiser's name in errors and files.</summary>
    internal abstract string Kind { get; }

    /// <summary>What is remembered of each parameter.</summary>
    internal IReadOnlyList<string> StateNames => _stateNames;

    /// <summary>Whether the constructor is through.</summary>
    internal bool IsMade { get; }

    /// <summary>Forgets the gradients of all parameters.</summary>
    public void ZeroGrad()
    {
        foreach (var parameter in _parameters)
            parameter.ZeroGrad();
    }

    /// <summary>Changes every parameter that has a gradient, in place.</summary>
    /// <exception cref="InvalidOperationException">No parameter has a gradient.</exception>
    /// <exception cref="ArgumentException">A gradient's type or device is not that of what is remembered of the parameter.</exception>
    public abstract void Step();

    /// <summary>
    /// Forgets the gradients, computes the loss on a tape of its own, walks back, and makes the step:
    /// <c>var loss = optimiser.Step(() => model.Call(x).CrossEntropy(y));</c>
    /// </summary>
    /// <remarks>
    /// The function computes the loss and nothing else. The tape, <see cref="ZeroGrad"/> and <see cref="Variable.Backward(Variable?, bool, bool)"/>
    /// are this method's; the tape ends before it returns, so what the function computed is released then. The gradients stay
    /// until the next step. For clipping, or the sum of several batches' gradients, use <see cref="Step()"/>.
    /// </remarks>
    /// <param name="loss">Computes a scalar from the parameters; <see cref="Lbfgs"/> calls it several times.</param>
    /// <returns>The loss before the step.</returns>
    /// <exception cref="InvalidOperationException">The loss was not recorded on the tape, does not depend on any parameter, or the function called Backward itself.</exception>
    public abstract double Step(Func<Variable> loss);

    /// <summary>A parameter's steps so far.</summary>
    internal long Steps(int parameter) => _steps[parameter];

    /// <summary>What is remembered of a parameter by its index, or null before its first step.</summary>
    internal Variable? State(int parameter, int state) => _states[parameter][state];

    /// <summary>A parameter's group.</summary>
    internal OptimiserGroup GroupOf(int parameter) => _groupOf[parameter];

    /// <summary>What is remembered of a parameter, all of it made.</summary>
    internal ReadOnlySpan<Variable> States(int parameter) => _states[parameter]!;

    /// <summary>Begins to remember something of a parameter. No tape owns it: a step under an open tape must not lose it at its end.</summary>
    internal void MakeState(int parameter, int state, double initial)
    {
        var like = _parameters[parameter].Current;
        _states[parameter][state] = Variable.Full(like.Shape, initial, like.DType, like.Device);
    }

    /// <summary>Counts a parameter's step.</summary>
    internal void CountStep(int parameter) => _steps[parameter]++;

    /// <summary>Puts a parameter back to where it was when saved; no states where it had made no step.</summary>
    internal void Restore(int parameter, long steps, ReadOnlySpan<Variable> states)
    {
        _steps[parameter] = steps;
        for (var i = 0; i < _stateNames.Length; i++)
            _states[parameter][i] = states.IsEmpty ? null : states[i];
    }

    /// <summary>What is remembered of all parameters together.</summary>
    internal virtual IReadOnlyList<(string Name, Variable Value)> SharedState() => [];

    /// <summary>Variables to read a shared state into, given what the file has.</summary>
    internal virtual IReadOnlyList<(string Name, Variable Value)> SharedTargets(Func<string, bool> has) => [];

    /// <summary>Takes over the targets, now read.</summary>
    internal virtual void RestoreShared(IReadOnlyList<(string Name, Variable Value)> targets)
    {
    }

    /// <summary>The loss, with the gradients in the parameters.</summary>
    private protected double Evaluate(Func<Variable> loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ZeroGrad();
        using var tape = new Tape();
        var value = loss() ?? throw Errors.State(Kind, "the function returned null", "return the loss");
        if (Array.Exists(_parameters, parameter => parameter.Grad is not null))
            throw Errors.State(Kind, "the function called Backward", "return the loss; Step walks back itself");
        if (value.IsReleased || !value.RequiresGrad)
        {
            throw Errors.State(
                Kind, "the loss was not recorded on the tape that Step opened", "compute it from the parameters inside the function, without a tape of its own");
        }

        value.Backward();
        using var scope = new Scope(onThreadOnly: true);
        return value.Detach().To(DType.Float64).Item<double>();
    }

    /// <summary>Everything that can be refused of groups before they are made.</summary>
    private void CheckGroups(ParameterGroup[] groups)
    {
        if (groups.Length == 0)
            throw Errors.Argument(Kind, "there are no groups", "give at least one, or model.Parameters()");
        var names = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<object>();
        for (var i = 0; i < groups.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(groups[i], nameof(groups));
            var name = groups[i].Name ?? $"{i}";
            if (groups[i].Parameters.Count == 0)
            {
                throw groups.Length == 1
                    ? Errors.Argument(Kind, "there are no parameters", "give model.Parameters()")
                    : Errors.Argument(Kind, $"the group '{name}' has no parameters", "give it some, or leave it out");
            }

            if (name.Contains(NamedTensors.Separator, StringComparison.Ordinal))
                throw Errors.Argument(Kind, $"the group's name '{name}' has a slash", "use another character");
            if (!names.Add(name))
                throw Errors.Argument(Kind, $"two groups are named '{name}'", "give each a name of its own");
            foreach (var parameter in groups[i].Parameters)
            {
                ArgumentNullException.ThrowIfNull(parameter);
                if (!seen.Add(parameter))
                    throw Errors.Argument(Kind, $"the parameter {parameter} comes twice", "give each once");
            }
        }
    }
}
