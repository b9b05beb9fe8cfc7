namespace Autograd.NN;

/// <summary>Group normalisation of [batch, channels, …]: each item's groups of neighbouring channels to mean 0 and variance 1.</summary>
public sealed class GroupNorm : Module
{
    private readonly Parameter? _weight;
    private readonly Parameter? _bias;

    /// <summary>Makes the layer. The weight is 1 at first, the bias 0.</summary>
    /// <param name="groups">The number of groups, a divisor of the channels.</param>
    /// <param name="channels">The channels, 1 or more.</param>
    /// <param name="epsilon">ε, added to variances.</param>
    /// <param name="affine">Whether there are a weight and a bias a channel.</param>
    /// <exception cref="ArgumentException">The groups do not divide the channels, or ε is not positive.</exception>
    public GroupNorm(int groups, int channels, double epsilon = 1e-5, bool affine = true)
    {
        if (channels < 1 || groups < 1 || channels % groups != 0)
            throw Errors.Argument("GroupNorm", $"{groups} groups do not divide {channels} channels", "use a divisor");
        if (!(epsilon > 0 && double.IsFinite(epsilon)))
            throw Errors.Argument("GroupNorm", $"epsilon is {epsilon}", "use a small positive number, 1e-5");
        (Groups, Channels, Epsilon) = (groups, channels, epsilon);
        if (!affine)
            return;
        _weight = AddParameter("weight", [channels], Initialisers.Constant(1));
        _bias = AddParameter("bias", [channels], Initialisers.Constant(0));
    }

    /// <summary>The number of groups.</summary>
    public int Groups { get; }

    /// <summary>The channels of the input.</summary>
    public int Channels { get; }

    /// <summary>ε, added to variances.</summary>
    public double Epsilon { get; }

    /// <summary>The weight, [channels], or null without one.</summary>
    public Parameter? Weight => _weight;

    /// <summary>The bias, [channels], or null without one.</summary>
    public Parameter? Bias => _bias;

    /// <inheritdoc/>
    public override string ToString() => $"GroupNorm({Groups} of {Channels})";

    /// <inheritdoc/>
    protected override Variable Forward(Variable input)
    {
        if (input.Rank < 2 || input.Shape[1] != Channels)
            throw Errors.Argument("GroupNorm", $"an input of {input.Shape} for {Channels} channels", $"give [batch, {Channels}, …]");
        return input.GroupNorm(Groups, _weight, _bias, Epsilon);
    }
}
