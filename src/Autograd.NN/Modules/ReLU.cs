namespace Autograd.NN;

/// <summary>y = max(x, 0), element by element.</summary>
public sealed class ReLU : Module
{
    /// <inheritdoc/>
    protected override Variable Forward(Variable input) => input.Relu();
}
