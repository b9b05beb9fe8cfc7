namespace Autograd.Tests.Ops.LinearAlgebra;

public sealed class LinearSigmoidSamples : LinearActivationSamples<LinearSigmoidOp>
{
    protected override Activation Activation => Activation.Sigmoid;

    protected override double Value(double z) => NaiveFunctions.Sigmoid(z);
}
