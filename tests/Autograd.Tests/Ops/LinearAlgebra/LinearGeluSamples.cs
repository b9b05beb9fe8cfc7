namespace Autograd.Tests.Ops.LinearAlgebra;

public sealed class LinearGeluSamples : LinearActivationSamples<LinearGeluOp>
{
    protected override Activation Activation => Activation.Gelu;

    protected override double Value(double z) => z * NaiveFunctions.NormalCdf(z);
}
