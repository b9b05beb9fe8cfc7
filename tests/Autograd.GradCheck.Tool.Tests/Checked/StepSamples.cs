namespace Autograd.GradientChecking.Tool.Tests.Checked;

public sealed class StepSamples : OperationSamples<StepOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Elementwise("values", StepOp.Of, Spread([3]), x => x < 0 ? 0 : 1) with { SmoothOrder = 0 };
    }
}
