using Autograd.Backends.Cpu.Loops;
using Autograd.Ops;

namespace Autograd.Backends.Cpu;

/// <content>Places of extremes.</content>
internal sealed unsafe partial class CpuBackend : IArgReduceKernels
{
    /// <inheritdoc/>
    public void ArgReduce<TRule>(in TensorView x, in TensorView y, long outer, long length, long inner)
        where TRule : struct, ICompareRule
    {
        if (outer * inner == 0)
            return;
        var arguments = new ReduceArguments
        {
            X = Address(x),
            Y = Address(y),
            Outer = outer,
            Length = length,
            Inner = inner,
        };
        var operand = (byte*)&arguments;
        Kernels.Of<ArgReduceKernel<TRule>>(x.DType)(&operand, 1);
        GC.KeepAlive(x.Storage);
        GC.KeepAlive(y.Storage);
    }
}
