namespace Autograd.NN;

/// <summary>y = x above 0 and slope · x elsewhere, element by element.</summary>
/// <param name="slope">The slope below 0.</param>
public sealed class LeakyReLU(double slope = 0.01) : Module
{
    /// <summary>The slope below 0.</summary>
    public double Slope => slope;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"LeakyReLU({slope})");

    /// <inheritdoc/>
    protected override Variable Forward(Variable input) => input.LeakyRelu(slope);
}
