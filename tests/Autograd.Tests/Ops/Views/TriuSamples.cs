using Autograd.GradientChecking;
using Autograd.Tests.Table;

namespace Autograd.Tests.Ops.Views;

public sealed class TriuSamples : MethodSamples
{
    public override string Method => "triu";

    public override Type Operation => typeof(WhereOp);

    public override IEnumerable<OperationSample> Samples()
    {
        foreach (var sample in TriangleCases.All((x, offset) => x.Triu(offset), (row, column, offset) => column >= row + offset))
            yield return Sample(sample.Name, sample.Function, sample.Inputs, sample.Reference) with { IsLinear = sample.IsLinear, SmoothOrder = sample.IsLinear ? 2 : 0, GradientReference = sample.Gradient };
    }
}
