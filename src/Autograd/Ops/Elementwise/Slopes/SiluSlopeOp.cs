namespace Autograd.Ops;

/// <summary>The backward pass of <see cref="SiluOp"/>, c · (σ(x) + x·σ'(x)).</summary>
public sealed class SiluSlopeOp : SlopeOperation<SiluOp.Rule>
{
    internal static readonly SiluSlopeOp Instance = new();

    private SiluSlopeOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "silu_slope";

    /// <inheritdoc/>
    private protected override CurvatureOperation<SiluOp.Rule> Curvature => SiluCurvatureOp.Instance;
}
