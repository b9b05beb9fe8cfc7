namespace Autograd.NN;

/// <summary>
/// In training each element is 0 with probability p, and divided by 1 − p otherwise; in evaluation nothing changes. The masks
/// come from a stream of the module's own, by its path and the model's seed.
/// </summary>
public sealed class Dropout : Module
{
    /// <summary>Makes the layer.</summary>
    /// <param name="probability">p, from 0 to 1.</param>
    /// <exception cref="ArgumentException">p is outside [0, 1].</exception>
    public Dropout(double probability = 0.5)
    {
        if (probability is not (>= 0 and <= 1))
            throw Errors.Argument("Dropout", $"the probability is {probability}", "use 0 to 1");
        Probability = probability;
    }

    /// <summary>p.</summary>
    public double Probability { get; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"Dropout({Probability})");

    /// <inheritdoc/>
    protected override Variable Forward(Variable input) => Training ? input.Dropout(Probability, Random) : input;
}
