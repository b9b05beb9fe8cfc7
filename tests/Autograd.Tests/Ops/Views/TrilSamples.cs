using Autograd.GradientChecking;
using Autograd.Tests.Table;

namespace Autograd.Tests.Ops.Views;

public sealed class TrilSamples : MethodSamples
{
    public override string Method => "tril";

    public override Type Operation => typeof(WhereOp);

    public override IEnumerable<OperationSample> Samples()
    {
        foreach (var sample in TriangleCases.All((x, offset) => x.Tril(offset), (row, column, offset) => column <= row + offset))
            yield return Sample(sample.Name, sample.Function, sample.Inputs, sample.Reference) with { IsLinear = sample.IsLinear, SmoothOrder = sample.IsLinear ? 2 : 0, GradientReference = sample.Gradient };
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>("a vector", () => Variable.Ones([3]).Tril(), "tril: the input has shape [3]; give a matrix or a batch of matrices, […, rows, columns]");
        yield return Error<ArgumentException>("a vector above", () => Variable.Ones([3]).Triu(), "triu: the input has shape [3]; give a matrix or a batch of matrices, […, rows, columns]");
    }
}
