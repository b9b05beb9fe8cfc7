using Autograd.Ops;
using Autograd.Tests.Support;
using Xunit;

namespace Autograd.Tests.Ops;

public class FusedOperationTests
{
    [Fact]
    public void TheBackwardKernelIsNotAskedWhereTheForwardKernelDidNotRun()
    {
        var x = Variable.From([1.0, 2.0]).WithGrad();
        using var tape = new Tape();
        Operation.Apply(new RefusingOp(), x).Sum().Backward();
        Near.Equal([2, 4], x.Grad!);
    }

    /// <summary>x² with a forward kernel that fits nothing, and a backward kernel that must therefore never run.</summary>
    private sealed class RefusingOp : FusedOperation
    {
        protected internal override Variable Decompose(ReadOnlySpan<Variable> inputs) => inputs[0] * inputs[0];

        protected override bool TryForward(in ForwardContext context) => false;

        protected override bool TryVjp(in VjpContext context, in GradientSink sink) => throw new InvalidOperationException("refusing: it ran");
    }
}
