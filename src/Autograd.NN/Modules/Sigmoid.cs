namespace Autograd.NN;

/// <summary>y = 1 / (1 + e⁻ˣ), element by element.</summary>
public sealed class Sigmoid : Module
{
    /// <inheritdoc/>
    protected override Variable Forward(Variable input) => input.Sigmoid();
}
