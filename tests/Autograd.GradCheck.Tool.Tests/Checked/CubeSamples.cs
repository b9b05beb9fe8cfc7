namespace Autograd.GradientChecking.Tool.Tests.Checked;

public sealed class CubeSamples : OperationSamples<CubeOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Elementwise("vector tail", CubeOp.Of, Spread([19]), x => x * x * x);
        yield return Elementwise("scalar", CubeOp.Of, Scalar(0.3), x => x * x * x);
        yield return Elementwise("matrix", CubeOp.Of, Spread([3, 2]), x => x * x * x);
        yield return Elementwise("row", CubeOp.Of, Spread([1, 4]), x => x * x * x);
        for (var length = 0; length < 8; length++)
            yield return Elementwise($"length {length}", CubeOp.Of, Spread([length]), x => x * x * x);
        yield return Elementwise("large", CubeOp.Of, Spread([20, 20]), x => x * x * x);
        yield return Elementwise("values", CubeOp.Of, Spread([2]), x => x * x * x) with { SmoothOrder = 0 };
    }
}
