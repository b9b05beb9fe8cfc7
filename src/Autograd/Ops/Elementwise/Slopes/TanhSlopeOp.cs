namespace Autograd.Ops;

/// <summary>The backward pass of <see cref="TanhOp"/>, c · (1 − y²).</summary>
public sealed class TanhSlopeOp : SlopeOperation<TanhOp.Rule>
{
    internal static readonly TanhSlopeOp Instance = new();

    private TanhSlopeOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "tanh_slope";

    /// <inheritdoc/>
    private protected override CurvatureOperation<TanhOp.Rule> Curvature => TanhCurvatureOp.Instance;
}
