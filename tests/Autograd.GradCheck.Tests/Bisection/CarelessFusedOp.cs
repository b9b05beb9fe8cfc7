using Autograd.Ops;

namespace Autograd.GradientChecking.Tests.Bisection;

/// <summary>x² with a fused derivative that forgets the factor, and a right decomposition.</summary>
internal sealed class CarelessFusedOp : FusedOperation
{
    public Variable Of(Variable x) => Apply(this, x);

    protected internal override Variable Decompose(ReadOnlySpan<Variable> inputs) => inputs[0] * inputs[0];

    protected override bool TryForward(in ForwardContext context)
    {
        context.SetOutput(context[0] * context[0]);
        return true;
    }

    protected override bool TryVjp(in VjpContext context, in GradientSink sink)
    {
        sink.Add(0, context.Cotangent * context.Input(0));
        return true;
    }
}
