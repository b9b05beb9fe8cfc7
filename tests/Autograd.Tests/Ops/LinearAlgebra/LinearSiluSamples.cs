namespace Autograd.Tests.Ops.LinearAlgebra;

public sealed class LinearSiluSamples : LinearActivationSamples<LinearSiluOp>
{
    protected override Activation Activation => Activation.Silu;

    protected override double Value(double z) => z * NaiveFunctions.Sigmoid(z);
}
