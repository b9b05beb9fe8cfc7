using Autograd.Ops;

namespace Autograd;

/// <content>Root-mean-square normalisation.</content>
public sealed partial class Variable
{
    /// <summary>
    /// Root-mean-square normalisation, y = x / √(mean of x² + ε) · weight, of each row, the last axes together
    /// (Zhang and Sennrich, 2019).
    /// </summary>
    /// <remarks>A row of zeros stays 0, with slope weight / √ε. A row with NaN or ∞ becomes NaN, but for finite elements beside an ∞, which become 0.</remarks>
    /// <param name="normalized">The lengths of the last axes, which are normalised together.</param>
    /// <param name="weight">Of these lengths, or null for 1.</param>
    /// <param name="epsilon">ε, positive.</param>
    /// <returns>A Variable of the same shape and dtype.</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit, or ε is not positive.</exception>
    public Variable RmsNorm(Shape normalized, Variable? weight = null, double epsilon = 1e-5)
    {
        var axes = RowNormOperation.CheckAxes("rms_norm", this, normalized);
        var affine = Affine.Check("rms_norm", this, weight, null, normalized, epsilon);
        return Affine.Apply(RmsNormOp.Get(axes, affine), this, weight, null);
    }
}

/// <summary>
/// y = n · weight with n = x / √(mean of x² + ε) of each row; fused. With g = dy · weight, dx = (g − n · mean(g · n)) / √(mean of x² + ε);
/// dweight = Σ dy · n over the rows.
/// </summary>
public sealed class RmsNormOp : RowNormOperation
{
    private static readonly OperationCache<(int Axes, Affine Affine), RmsNormOp> Cache = new(key => new RmsNormOp(key.Axes, key.Affine));

    private RmsNormOp(int axes, Affine affine)
        : base(axes, isCentred: false, affine)
    {
    }

    /// <inheritdoc/>
    public override string Name => "rms_norm";

    internal static RmsNormOp Get(int axes, Affine affine) => Cache.Get((axes, affine));
}
