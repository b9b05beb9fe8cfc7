namespace Autograd.Tests.Ops.LinearAlgebra;

public sealed class LinearReluSamples : LinearActivationSamples<LinearReluOp>
{
    protected override Activation Activation => Activation.Relu;

    protected override double Value(double z) => Math.Max(z, 0.0);
}
