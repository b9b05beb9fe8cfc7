namespace Autograd.NN;

/// <summary>y = x · Φ(x), the Gaussian error linear unit, element by element.</summary>
/// <param name="form">By the error function, which is the default, or by the hyperbolic tangent.</param>
public sealed class Gelu(GeluForm form = GeluForm.Erf) : Module
{
    /// <summary>How it is computed.</summary>
    public GeluForm Form => form;

    /// <inheritdoc/>
    public override string ToString() => form == GeluForm.Erf ? "Gelu" : $"Gelu({form})";

    /// <inheritdoc/>
    protected override Variable Forward(Variable input) => input.Gelu(form);
}
