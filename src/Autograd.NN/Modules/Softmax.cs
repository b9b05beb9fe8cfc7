namespace Autograd.NN;

/// <summary>The softmax along an axis, y = eˣ / Σ eˣ.</summary>
/// <param name="axis">The axis; negative ones count from the end.</param>
public sealed class Softmax(int axis = -1) : Module
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"Softmax(axis {axis})");

    /// <inheritdoc/>
    protected override Variable Forward(Variable input) => input.Softmax(axis);
}
