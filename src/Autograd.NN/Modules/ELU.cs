namespace Autograd.NN;

/// <summary>y = x above 0 and α·(eˣ − 1) elsewhere, the exponential linear unit, element by element.</summary>
/// <param name="alpha">α.</param>
public sealed class ELU(double alpha = 1) : Module
{
    /// <summary>α.</summary>
    public double Alpha => alpha;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"ELU({alpha})");

    /// <inheritdoc/>
    protected override Variable Forward(Variable input) => input.Elu(alpha);
}
