namespace Autograd.Ops;

/// <summary>The derivative of <see cref="SigmoidSlopeOp"/> by y, c · (1 − 2·y).</summary>
public sealed class SigmoidCurvatureOp : CurvatureOperation<SigmoidOp.Rule>
{
    internal static readonly SigmoidCurvatureOp Instance = new();

    private SigmoidCurvatureOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "sigmoid_curvature";
}
