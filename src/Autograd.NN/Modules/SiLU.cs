namespace Autograd.NN;

/// <summary>y = x · σ(x), the sigmoid linear unit or swish, element by element.</summary>
public sealed class SiLU : Module
{
    /// <inheritdoc/>
    protected override Variable Forward(Variable input) => input.Silu();
}
