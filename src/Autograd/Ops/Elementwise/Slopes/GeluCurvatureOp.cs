namespace Autograd.Ops;

/// <summary>The derivative of <see cref="GeluSlopeOp"/> by x, c · φ(x)·(2 − x²).</summary>
public sealed class GeluCurvatureOp : CurvatureOperation<GeluOp.Rule>
{
    internal static readonly GeluCurvatureOp Instance = new();

    private GeluCurvatureOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "gelu_curvature";
}
