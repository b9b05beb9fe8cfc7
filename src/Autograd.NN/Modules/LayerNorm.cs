namespace Autograd.NN;

/// <summary>Layer normalisation: each row, the last axes together, to mean 0 and variance 1, then times a weight plus a bias.</summary>
public sealed class LayerNorm : Module
{
    private readonly Parameter? _weight;
    private readonly Parameter? _bias;

    /// <summary>Makes the layer for the last axis alone. The weight is 1 at first, the bias 0.</summary>
    /// <param name="features">The last axis's length, 1 or more.</param>
    /// <param name="epsilon">ε, added to variances.</param>
    /// <param name="affine">Whether there is a weight.</param>
    /// <param name="bias">Whether there is a bias beside the weight.</param>
    /// <exception cref="ArgumentException">The length is less than 1, or ε is not positive.</exception>
    public LayerNorm(int features, double epsilon = 1e-5, bool affine = true, bool bias = true)
        : this([features], epsilon, affine, bias)
    {
    }

    /// <summary>Makes the layer. The weight is 1 at first, the bias 0.</summary>
    /// <param name="normalized">The lengths of the last axes, which are normalised together.</param>
    /// <param name="epsilon">ε, added to variances.</param>
    /// <param name="affine">Whether there is a weight.</param>
    /// <param name="bias">Whether there is a bias beside the weight.</param>
    /// <exception cref="ArgumentException">There is no axis, a length is less than 1, or ε is not positive.</exception>
    public LayerNorm(Shape normalized, double epsilon = 1e-5, bool affine = true, bool bias = true)
    {
        ArgumentNullException.ThrowIfNull(normalized);
        RowNorm.Check(nameof(LayerNorm), normalized, epsilon);
        (Normalized, Epsilon) = (normalized, epsilon);
        _weight = affine ? AddParameter("weight", normalized, Initialisers.Constant(1)) : null;
        _bias = affine && bias ? AddParameter("bias", normalized, Initialisers.Constant(0)) : null;
    }

    /// <summary>The lengths of the last axes, which are normalised together.</summary>
    public Shape Normalized { get; }

    /// <summary>ε, added to variances.</summary>
    public double Epsilon { get; }

    /// <summary>The weight, or null without one.</summary>
    public Parameter? Weight => _weight;

    /// <summary>The bias, or null without one.</summary>
    public Parameter? Bias => _bias;

    /// <inheritdoc/>
    public override string ToString() => $"LayerNorm({Normalized})";

    /// <inheritdoc/>
    protected override Variable Forward(Variable input) => input.LayerNorm(Normalized, _weight, _bias, Epsilon);
}
