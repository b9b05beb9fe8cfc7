namespace Autograd.GradientChecking.Tool.Tests.Checked;

public sealed class WrongCubeSamples : OperationSamples<WrongCubeOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Elementwise("<script>alert('x')</script> & \"more\"", WrongCubeOp.Of, Spread([3]), x => x * x * x);
        yield return Elementwise("scalar", WrongCubeOp.Of, Scalar(0.3), x => x * x * x);
    }
}
