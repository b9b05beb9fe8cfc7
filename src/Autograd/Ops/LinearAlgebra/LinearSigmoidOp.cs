using Autograd.Ops;

namespace Autograd;

/// <summary>The logistic function of an affine map, y = σ(x·Wᵀ + b); fused.</summary>
public sealed class LinearSigmoidOp : LinearActivation<SigmoidOp.Rule>
{
    internal static readonly LinearSigmoidOp Instance = new();

    private LinearSigmoidOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "linear_sigmoid";

    private protected override UnaryOperation<SigmoidOp.Rule> Activation => SigmoidOp.Instance;
}
