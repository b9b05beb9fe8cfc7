namespace Autograd.Ops;

/// <summary>The derivative of <see cref="SiluSlopeOp"/> by x, c · (2·σ'(x) + x·σ''(x)).</summary>
public sealed class SiluCurvatureOp : CurvatureOperation<SiluOp.Rule>
{
    internal static readonly SiluCurvatureOp Instance = new();

    private SiluCurvatureOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "silu_curvature";
}
