namespace Autograd.NN;

/// <summary>The logarithm of the softmax along an axis, y = x − ln Σ eˣ.</summary>
/// <param name="axis">The axis; negative ones count from the end.</param>
public sealed class LogSoftmax(int axis = -1) : Module
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"LogSoftmax(axis {axis})");

    /// <inheritdoc/>
    protected override Variable Forward(Variable input) => input.LogSoftmax(axis);
}
