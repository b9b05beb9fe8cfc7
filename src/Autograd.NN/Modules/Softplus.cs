namespace Autograd.NN;

/// <summary>y = ln(1 + e^(β·x)) / β, the smooth rectifier, element by element; x itself where β·x is above the threshold.</summary>
public sealed class Softplus : Module
{
    /// <summary>Makes the layer.</summary>
    /// <param name="beta">β, not 0.</param>
    /// <param name="threshold">Where y becomes x, in units of β·x.</param>
    /// <exception cref="ArgumentException">β is 0 or no number.</exception>
    public Softplus(double beta = 1, double threshold = 20)
    {
        if (beta == 0 || double.IsNaN(beta))
            throw Errors.Argument("Softplus", FormattableString.Invariant($"β is {beta}"), "use a number other than 0, usually above it");
        Beta = beta;
        Threshold = threshold;
    }

    /// <summary>β.</summary>
    public double Beta { get; }

    /// <summary>Where y becomes x, in units of β·x.</summary>
    public double Threshold { get; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"Softplus(β {Beta}, threshold {Threshold})");

    /// <inheritdoc/>
    protected override Variable Forward(Variable input) => input.Softplus(Beta, Threshold);
}
