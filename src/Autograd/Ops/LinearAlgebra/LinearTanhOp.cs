using Autograd.Ops;

namespace Autograd;

/// <summary>The hyperbolic tangent of an affine map, y = tanh(x·Wᵀ + b); fused.</summary>
public sealed class LinearTanhOp : LinearActivation<TanhOp.Rule>
{
    internal static readonly LinearTanhOp Instance = new();

    private LinearTanhOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "linear_tanh";

    private protected override UnaryOperation<TanhOp.Rule> Activation => TanhOp.Instance;
}
