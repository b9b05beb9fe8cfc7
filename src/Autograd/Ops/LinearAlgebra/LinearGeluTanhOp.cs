using Autograd.Ops;

namespace Autograd;

/// <summary>The form with tanh of the Gaussian error linear unit of an affine map, y = z/2 · (1 + tanh(√(2/π)·(z + 0.044715·z³))) with z = x·Wᵀ + b; fused.</summary>
public sealed class LinearGeluTanhOp : LinearActivation<GeluTanhOp.Rule>
{
    internal static readonly LinearGeluTanhOp Instance = new();

    private LinearGeluTanhOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "linear_gelu_tanh";

    private protected override UnaryOperation<GeluTanhOp.Rule> Activation => GeluTanhOp.Instance;
}
