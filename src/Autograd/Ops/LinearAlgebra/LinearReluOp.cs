using Autograd.Ops;

namespace Autograd;

/// <summary>The rectifier of an affine map, y = max(x·Wᵀ + b, 0); fused.</summary>
public sealed class LinearReluOp : LinearActivation<ReluOp.Rule>
{
    internal static readonly LinearReluOp Instance = new();

    private LinearReluOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "linear_relu";

    private protected override UnaryOperation<ReluOp.Rule> Activation => ReluOp.Instance;
}
