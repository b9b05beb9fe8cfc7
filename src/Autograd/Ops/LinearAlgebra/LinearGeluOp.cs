using Autograd.Ops;

namespace Autograd;

/// <summary>The Gaussian error linear unit of an affine map, y = z · Φ(z) with z = x·Wᵀ + b; fused.</summary>
public sealed class LinearGeluOp : LinearActivation<GeluOp.Rule>
{
    internal static readonly LinearGeluOp Instance = new();

    private LinearGeluOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "linear_gelu";

    private protected override UnaryOperation<GeluOp.Rule> Activation => GeluOp.Instance;
}
