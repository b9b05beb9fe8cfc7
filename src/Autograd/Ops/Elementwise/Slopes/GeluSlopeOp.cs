namespace Autograd.Ops;

/// <summary>The backward pass of <see cref="GeluOp"/>, c · (Φ(x) + x·φ(x)).</summary>
public sealed class GeluSlopeOp : SlopeOperation<GeluOp.Rule>
{
    internal static readonly GeluSlopeOp Instance = new();

    private GeluSlopeOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "gelu_slope";

    /// <inheritdoc/>
    private protected override CurvatureOperation<GeluOp.Rule> Curvature => GeluCurvatureOp.Instance;
}
