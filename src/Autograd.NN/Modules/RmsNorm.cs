namespace Autograd.NN;

/// <summary>Root-mean-square normalisation: each row, the last axes together, divided by its root mean square, then times a weight.</summary>
public sealed class RmsNorm : Module
{
    private readonly Parameter? _weight;

    /// <summary>Makes the layer for the last axis alone. The weight is 1 at first.</summary>
    /// <param name="features">The last axis's length, 1 or more.</param>
    /// <param name="epsilon">ε, added to mean squares.</param>
    /// <param name="affine">Whether there is a weight.</param>
    /// <exception cref="ArgumentException">The length is less than 1, or ε is not positive.</exception>
    public RmsNorm(int features, double epsilon = 1e-5, bool affine = true)
        : this([features], epsilon, affine)
    {
    }

    /// <summary>Makes the layer. The weight is 1 at first.</summary>
    /// <param name="normalized">The lengths of the last axes, which are normalised together.</param>
    /// <param name="epsilon">ε, added to mean squares.</param>
    /// <param name="affine">Whether there is a weight.</param>
    /// <exception cref="ArgumentException">There is no axis, a length is less than 1, or ε is not positive.</exception>
    public RmsNorm(Shape normalized, double epsilon = 1e-5, bool affine = true)
    {
        ArgumentNullException.ThrowIfNull(normalized);
        RowNorm.Check(nameof(RmsNorm), normalized, epsilon);
        (Normalized, Epsilon) = (normalized, epsilon);
        _weight = affine ? AddParameter("weight", normalized, Initialisers.Constant(1)) : null;
    }

    /// <summary>The lengths of the last axes, which are normalised together.</summary>
    public Shape Normalized { get; }

    /// <summary>ε, added to mean squares.</summary>
    public double Epsilon { get; }

    /// <summary>The weight, or null without one.</summary>
    public Parameter? Weight => _weight;

    /// <inheritdoc/>
    public override string ToString() => $"RmsNorm({Normalized})";

    /// <inheritdoc/>
    protected override Variable Forward(Variable input) => input.RmsNorm(Normalized, _weight, Epsilon);
}
