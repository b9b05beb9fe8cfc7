namespace Autograd.NN;

/// <summary>
/// A group of parameters in an optimiser, with the numbers of its formula for them. They may be changed between steps, by hand
/// or by a <see cref="Scheduler"/>, and are saved in a <see cref="TrainingState"/>.
/// </summary>
public sealed class OptimiserGroup
{
    /// <summary>How many numbers <see cref="Save"/> gives.</summary>
    internal const int SavedCount = 6;

    private readonly Optimiser _optimiser;
    private readonly GroupDefaults _defaults;
    private double _learningRate;
    private double _weightDecay;
    private double _l1;
    private double _momentum;
    private double _beta2;
    private double _epsilon;

    internal OptimiserGroup(Optimiser optimiser, string name, ParameterGroup group, GroupDefaults defaults)
    {
        (_optimiser, Name, Parameters, _defaults) = (optimiser, name, group.Parameters, defaults);
        LearningRate = group.LearningRate ?? defaults.LearningRate;
        WeightDecay = group.WeightDecay ?? defaults.WeightDecay;
        IsDecoupled = group.Decoupled ?? defaults.Decoupled;
        L1 = group.L1 ?? 0;
        if ((group.Momentum ?? defaults.Momentum) is { } momentum)
            Momentum = momentum;
        if ((group.Beta2 ?? defaults.Beta2) is { } beta2)
            Beta2 = beta2;
        if ((group.Epsilon ?? defaults.Epsilon) is { } epsilon)
            Epsilon = epsilon;
        StartedWithMomentum = _momentum != 0;
    }

    /// <summary>The name given, or the group's place.</summary>
    public string Name { get; }

    /// <summary>The parameters, in the order given.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>How far a step goes.</summary>
    /// <exception cref="ArgumentException">Negative or not finite.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = NotNegative("learning rate", value);
    }

    /// <summary>λ: L2's, which adds λx to the gradient, or, where <see cref="IsDecoupled"/>, the decay x ← (1 − lr·λ)x before the step.</summary>
    /// <exception cref="ArgumentException">Negative or not finite.</exception>
    public double WeightDecay
    {
        get => _weightDecay;
        set => _weightDecay = NotNegative("weight decay", value);
    }

    /// <summary>Whether the weight decay acts on the parameter alone.</summary>
    public bool IsDecoupled { get; }

    /// <summary>λ₁, with which L1's λ₁ · sign(x) is added to the gradient; sign(0) = 0.</summary>
    /// <exception cref="ArgumentException">Negative or not finite.</exception>
    public double L1
    {
        get => _l1;
        set => _l1 = NotNegative("L1 penalty", value);
    }

    /// <summary>The momentum μ, or Adam's β₁; 0 where the optimiser has none.</summary>
    /// <exception cref="ArgumentException">Negative or not finite; 1 or more of Adam; other than 0 where the group began with 0, or 0 where it did not.</exception>
    public double Momentum
    {
        get => _momentum;
        set => _momentum = CheckedMomentum(value);
    }

    /// <summary>Adam's β₂ or RMSprop's α; 0 where the optimiser has none.</summary>
    /// <exception cref="ArgumentException">Not from 0 to below 1, or the optimiser has none.</exception>
    public double Beta2
    {
        get => _beta2;
        set => _beta2 = value is >= 0 and < 1 && _defaults.Beta2 is not null
            ? value
            : throw Wrong("β₂", value, _defaults.Beta2 is null, "use a number from 0 to below 1");
    }

    /// <summary>The ε added to the root; 0 where the optimiser has none.</summary>
    /// <exception cref="ArgumentException">Negative or not finite, or the optimiser has none.</exception>
    public double Epsilon
    {
        get => _epsilon;
        set => _epsilon = _defaults.Epsilon is not null ? NotNegative("ε", value) : throw Wrong("ε", value, isAbsent: true, string.Empty);
    }

    /// <summary>What L2 adds to the gradient, λ or nothing.</summary>
    internal double L2 => IsDecoupled ? 0 : _weightDecay;

    /// <summary>What decoupled decay leaves of a parameter in a step.</summary>
    internal double Keep => IsDecoupled ? 1 - (_learningRate * _weightDecay) : 1;

    /// <summary>Whether <see cref="Momentum"/> may be cycled.</summary>
    internal bool CyclesMomentum => _defaults.Momentum is not null && (StartedWithMomentum || _defaults.MomentumIsMean);

    private bool StartedWithMomentum { get; }

    /// <summary>Name and number of parameters.</summary>
    public override string ToString() => $"{Name}: {Parameters.Count} parameters";

    /// <summary>The numbers that may change, in a fixed order.</summary>
    internal double[] Save() => [_learningRate, _weightDecay, _l1, _momentum, _beta2, _epsilon];

    /// <summary>Whether saved numbers are allowed here.</summary>
    internal bool Accepts(ReadOnlySpan<double> numbers)
    {
        foreach (var number in numbers)
        {
            if (!(number >= 0 && double.IsFinite(number)))
                return false;
        }

        return IsMomentum(numbers[3]) && numbers[4] < 1
            && (_defaults.Momentum is not null || numbers[3] == 0)
            && (_defaults.Beta2 is not null || numbers[4] == 0)
            && (_defaults.Epsilon is not null || numbers[5] == 0)
            && (_defaults.MomentumIsMean || (numbers[3] != 0) == StartedWithMomentum);
    }

    /// <summary>Puts back what was saved.</summary>
    internal void Restore(ReadOnlySpan<double> numbers) =>
        (_learningRate, _weightDecay, _l1, _momentum, _beta2, _epsilon) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);

    private double CheckedMomentum(double value)
    {
        if (_defaults.Momentum is null || !IsMomentum(value))
            throw Wrong("momentum", value, _defaults.Momentum is null, _defaults.MomentumIsMean ? "use a number from 0 to below 1" : "use a finite number of 0 or more");

        // The optimiser is made by now where the group is changed, and still being made where it is set up.
        if (_optimiser.IsMade && !_defaults.MomentumIsMean && (value != 0) != StartedWithMomentum)
        {
            throw Errors.Argument(
                _optimiser.Kind, $"the group '{Name}' began with momentum {_momentum} and would get {value}", "what is remembered depends on it: make another optimiser");
        }

        return value;
    }

    private bool IsMomentum(double value) => value >= 0 && double.IsFinite(value) && (value < 1 || !_defaults.MomentumIsMean);

    private double NotNegative(string what, double value) => value >= 0 && double.IsFinite(value)
        ? value
        : throw Wrong(what, value, isAbsent: false, "use a finite number of 0 or more");

    private ArgumentException Wrong(string what, double value, bool isAbsent, string remedy) => isAbsent
        ? Errors.Argument(_optimiser.Kind, $"the group '{Name}' states {what}, which its formula does not have", "leave it out")
        : Errors.Argument(_optimiser.Kind, $"the {what} is {value}", remedy);
}
