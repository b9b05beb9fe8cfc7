using Autograd.Ops;

namespace Autograd;

/// <content>Layer normalisation.</content>
public sealed partial class Variable
{
    /// <summary>
    /// Layer normalisation, y = (x − mean) / √(variance + ε) · weight + bias, with the mean and the biased variance of each row, the last
    /// axes together (Ba, Kiros and Hinton, 2016).
    /// </summary>
    /// <remarks>
    /// A constant row becomes the bias, with the large but finite slope weight / √ε about its mean; a row of a single element becomes
    /// the bias with gradient 0. A row with NaN or ∞ becomes NaN; where the cotangents of such a row are 0, so are all gradients from it.
    /// </remarks>
    /// <param name="normalized">The lengths of the last axes, which are normalised together.</param>
    /// <param name="weight">Of these lengths, or null for 1.</param>
    /// <param name="bias">Of these lengths, or null for 0.</param>
    /// <param name="epsilon">ε, positive.</param>
    /// <returns>A Variable of the same shape and dtype.</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit, or ε is not positive.</exception>
    public Variable LayerNorm(Shape normalized, Variable? weight = null, Variable? bias = null, double epsilon = 1e-5)
    {
        var axes = RowNormOperation.CheckAxes("layer_norm", this, normalized);
        var affine = Affine.Check("layer_norm", this, weight, bias, normalized, epsilon);
        return Affine.Apply(LayerNormOp.Get(axes, affine), this, weight, bias);
    }
}

/// <summary>
/// y = n · weight + bias with n = (x − mean) / √(variance + ε) of each row; fused. With g = dy · weight,
/// dx = (g − mean(g) − n · mean(g · n)) / √(variance + ε); dweight = Σ dy · n and dbias = Σ dy over the rows.
/// </summary>
public sealed class LayerNormOp : RowNormOperation
{
    private static readonly OperationCache<(int Axes, Affine Affine), LayerNormOp> Cache = new(key => new LayerNormOp(key.Axes, key.Affine));

    private LayerNormOp(int axes, Affine affine)
        : base(axes, isCentred: true, affine)
    {
    }

    /// <inheritdoc/>
    public override string Name => "layer_norm";

    internal static LayerNormOp Get(int axes, Affine affine) => Cache.Get((axes, affine));
}
