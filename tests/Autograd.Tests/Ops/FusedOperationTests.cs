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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OfSeveralOutputsEachGivesItsPart(bool hasKernel)
    {
        var operation = new SquareAndCubeOp(hasKernel);
        var x = Variable.From([2.0, 3.0]).WithGrad();
        using var tape = new Tape();
        var outputs = Operation.ApplyMany(operation, [x], 3);
        Near.Equal([4, 9], outputs[0]);
        Near.Equal([8, 27], outputs[1]);
        Near.Equal([2, 3], outputs[2]);
        Assert.NotSame(x, outputs[2]);
        ((outputs[0] * 10).Sum() + outputs[1].Sum() + (outputs[2] * 100).Sum()).Backward(retainGraph: true);
        Near.Equal([40 + 12 + 100, 60 + 27 + 100], x.Grad!);
        Assert.Equal(hasKernel ? "dsquare dcube dsame" : string.Empty, operation.Seen);
    }

    [Theory]
    [InlineData(0, "dsquare", 4, 6)]
    [InlineData(1, "dcube", 12, 27)]
    [InlineData(2, "dsame", 1, 1)]
    public void WhatNothingReachedIsNull(int output, string seen, double first, double second)
    {
        foreach (var hasKernel in (bool[])[true, false])
        {
            var operation = new SquareAndCubeOp(hasKernel);
            var x = Variable.From([2.0, 3.0]).WithGrad();
            using var tape = new Tape();
            Operation.ApplyMany(operation, [x], 3)[output].Sum().Backward();
            Near.Equal([first, second], x.Grad!);
            Assert.Equal(hasKernel ? seen : string.Empty, operation.Seen);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OfSeveralOutputsHigherOrdersFollow(bool hasKernel)
    {
        var operation = new SquareAndCubeOp(hasKernel);
        var x = Variable.From([2.0, 3.0]).WithGrad();
        using var tape = new Tape();
        var outputs = Operation.ApplyMany(operation, [x], 3);
        var first = tape.Gradients((outputs[0] * outputs[1]).Sum(), [x], createGraph: true)[0]!;
        Near.Equal([5 * 16, 5 * 81], first);
        Near.Equal([20 * 8, 20 * 27], tape.Gradients(first.Sum(), [x])[0]!);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OfSeveralOutputsEachHasItsTangent(bool hasKernel)
    {
        var operation = new SquareAndCubeOp(hasKernel);
        for (var output = 0; output < 3; output++)
        {
            var (_, tangent) = Derivatives.Jvp(x => Operation.ApplyMany(operation, [x], 3)[output], Variable.From([2.0, 3.0]), Variable.From([1.0, 10.0]));
            Near.Equal(output switch { 0 => [4, 60], 1 => [12, 270], _ => [1.0, 10.0] }, tangent);
        }
    }

    [Fact]
    public void AnOutputThatTheKernelReadsMustNotChange()
    {
        var x = Variable.From([2.0]).WithGrad();
        using var tape = new Tape();
        var outputs = Operation.ApplyMany(new SquareAndCubeOp(hasKernel: true), [x], 3);
        outputs[0].Detach().CopyFrom([1.0]);
        Assert.Throws<InvalidOperationException>(() => outputs[1].Sum().Backward());
    }

    [Fact]
    public void ADecompositionOfTooFewOutputsIsAnError() => Assert.Equal(
        "refusing: the decomposition gave 1 outputs of 2; return all of them from DecomposeMany",
        Assert.Throws<InvalidOperationException>(() => Operation.ApplyMany(new RefusingOp(), [Variable.Ones([2])], 2)).Message);

    /// <summary>x² with a forward kernel that fits nothing, and a backward kernel that must therefore never run.</summary>
    private sealed class RefusingOp : FusedOperation
    {
        protected internal override Variable Decompose(ReadOnlySpan<Variable> inputs) => inputs[0] * inputs[0];

        protected override bool TryForward(in ForwardContext context) => false;

        protected override bool TryVjp(in VjpContext context, in GradientSink sink) => throw new InvalidOperationException("refusing: it ran");
    }

    /// <summary>x², x³ and x itself. The kernels say which cotangents there were; that of x³ reads the square.</summary>
    private sealed class SquareAndCubeOp(bool hasKernel) : FusedOperation
    {
        public string Seen { get; private set; } = string.Empty;

        protected override bool ReadsOutput => true;

        protected internal override Variable Decompose(ReadOnlySpan<Variable> inputs) => DecomposeMany(inputs)[0];

        protected internal override Variable[] DecomposeMany(ReadOnlySpan<Variable> inputs) =>
            [inputs[0] * inputs[0], inputs[0] * inputs[0] * inputs[0], inputs[0]];

        protected override bool TryForward(in ForwardContext context)
        {
            if (!hasKernel)
                return false;
            var outputs = DecomposeMany(context.Inputs);
            for (var i = 0; i < outputs.Length; i++)
                context.SetOutput(i, outputs[i]);
            return true;
        }

        protected override bool TryVjp(in VjpContext context, in GradientSink sink)
        {
            var seen = new List<string>();
            if (context.CotangentOrNull(0) is { } square)
            {
                seen.Add("dsquare");
                sink.Add(0, square * context.Input(0) * 2);
            }

            if (context.CotangentOrNull(1) is { } cube)
            {
                seen.Add("dcube");
                sink.Add(0, cube * context.Output() * 3);
            }

            if (context.CotangentOrNull(2) is { } same)
            {
                seen.Add("dsame");
                sink.Add(0, same);
            }

            Seen = string.Join(' ', seen);
            return true;
        }
    }
}
