namespace Autograd.Tests.Ops.LinearAlgebra;

public sealed class LinearTanhSamples : LinearActivationSamples<LinearTanhOp>
{
    protected override Activation Activation => Activation.Tanh;

    protected override double Value(double z) => Math.Tanh(z);
}
