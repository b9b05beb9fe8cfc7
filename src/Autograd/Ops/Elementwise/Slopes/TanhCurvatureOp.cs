namespace Autograd.Ops;

/// <summary>The derivative of <see cref="TanhSlopeOp"/> by y, −2·c·y.</summary>
public sealed class TanhCurvatureOp : CurvatureOperation<TanhOp.Rule>
{
    internal static readonly TanhCurvatureOp Instance = new();

    private TanhCurvatureOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "tanh_curvature";
}
