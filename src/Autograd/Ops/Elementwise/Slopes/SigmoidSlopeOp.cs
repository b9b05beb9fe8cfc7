namespace Autograd.Ops;

/// <summary>The backward pass of <see cref="SigmoidOp"/>, c · y·(1 − y).</summary>
public sealed class SigmoidSlopeOp : SlopeOperation<SigmoidOp.Rule>
{
    internal static readonly SigmoidSlopeOp Instance = new();

    private SigmoidSlopeOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "sigmoid_slope";

    /// <inheritdoc/>
    private protected override CurvatureOperation<SigmoidOp.Rule> Curvature => SigmoidCurvatureOp.Instance;
}
