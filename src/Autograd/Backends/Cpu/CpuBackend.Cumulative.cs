using Autograd.Backends.Cpu.Loops;

namespace Autograd.Backends.Cpu;

/// <content>Running sums.</content>
internal sealed unsafe partial class CpuBackend : ICumulativeKernels
{
    /// <inheritdoc/>
    public void CumulativeSum(in TensorView x, in TensorView y, long outer, long length, long inner, bool reverse)
    {
        if (y.Shape.Count == 0)
            return;
        var arguments = new ReduceArguments
        {
            X = Address(x),
            Y = Address(y),
            Outer = outer,
            Length = length,
            Inner = inner,
        };
        switch (x.DType)
        {
            case DType.Float32:
                CumulativeSumBody<float, double>.Run(arguments, reverse);
                break;
            case DType.Float64:
                CumulativeSumBody<double, double>.Run(arguments, reverse);
                break;
            case DType.Int32:
                CumulativeSumBody<int, int>.Run(arguments, reverse);
                break;
            case DType.Int64:
                CumulativeSumBody<long, long>.Run(arguments, reverse);
                break;
            default:
                throw Errors.Unsupported("cpu", $"no sums of {x.DType.Name()} elements", "cast first, x.To(DType.Float32)");
        }

        GC.KeepAlive(x.Storage);
        GC.KeepAlive(y.Storage);
    }
}
