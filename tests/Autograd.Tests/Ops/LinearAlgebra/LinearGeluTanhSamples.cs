namespace Autograd.Tests.Ops.LinearAlgebra;

public sealed class LinearGeluTanhSamples : LinearActivationSamples<LinearGeluTanhOp>
{
    protected override Activation Activation => Activation.GeluTanh;

    protected override double Value(double z) => z * NaiveFunctions.Sigmoid(z * (1.5957691216057308 + (0.07135481627260025 * (z * z))));
}
