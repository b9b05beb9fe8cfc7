using Autograd.Ops;

namespace Autograd;

/// <summary>The sigmoid linear unit of an affine map, y = z · σ(z) with z = x·Wᵀ + b; fused.</summary>
public sealed class LinearSiluOp : LinearActivation<SiluOp.Rule>
{
    internal static readonly LinearSiluOp Instance = new();

    private LinearSiluOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "linear_silu";

    private protected override UnaryOperation<SiluOp.Rule> Activation => SiluOp.Instance;
}
