namespace Autograd.NN;

/// <summary>y = tanh(x), element by element.</summary>
public sealed class Tanh : Module
{
    /// <inheritdoc/>
    protected override Variable Forward(Variable input) => input.Tanh();
}
