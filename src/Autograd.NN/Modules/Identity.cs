namespace Autograd.NN;

/// <summary>y = x: a place that nothing is done at, such as a head taken off.</summary>
public sealed class Identity : Module
{
    /// <inheritdoc/>
    protected override Variable Forward(Variable input) => input;
}
