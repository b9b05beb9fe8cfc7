using Autograd.Backends.Cpu.Attention;

namespace Autograd.Backends.Cpu;

/// <content>Attention.</content>
internal sealed unsafe partial class CpuBackend : IAttentionKernels
{
    /// <inheritdoc/>
    public void Attend(
        in TensorView q, in TensorView k, in TensorView v, in TensorView? mask, in AttentionAttributes attributes, in TensorView y, in TensorView logSumExps)
    {
        switch (q.DType)
        {
            case DType.Float32:
                TiledAttention.Forward(Attention<float>(in q, in k, in v, in mask, in attributes, in y, in logSumExps));
                break;
            case DType.Float64:
                TiledAttention.Forward(Attention<double>(in q, in k, in v, in mask, in attributes, in y, in logSumExps));
                break;
            default:
                throw BackendChecks.NoKernel("scaled_dot_product_attention", q.DType);
        }

        KeepAlive(q, k, v, mask, y, logSumExps);
    }

    /// <inheritdoc/>
    public void AttendVjp(
        in TensorView q,
        in TensorView k,
        in TensorView v,
        in TensorView? mask,
        in AttentionAttributes attributes,
        in TensorView y,
        in TensorView logSumExps,
        in TensorView dy,
        in TensorView dq,
        in TensorView dk,
        in TensorView dv)
    {
        switch (q.DType)
        {
            case DType.Float32:
                TiledAttention.Backward(WithCotangents(Attention<float>(in q, in k, in v, in mask, in attributes, in y, in logSumExps), in dy, in dq, in dk, in dv));
                break;
            case DType.Float64:
                TiledAttention.Backward(WithCotangents(Attention<double>(in q, in k, in v, in mask, in attributes, in y, in logSumExps), in dy, in dq, in dk, in dv));
                break;
            default:
                throw BackendChecks.NoKernel("scaled_dot_product_attention", q.DType);
        }

        KeepAlive(q, k, v, mask, y, logSumExps, dy, dq, dk, dv);
    }

    private static AttentionArguments<T> Attention<T>(
        in TensorView q, in TensorView k, in TensorView v, in TensorView? mask, in AttentionAttributes attributes, in TensorView y, in TensorView logSumExps)
        where T : unmanaged
    {
        AttentionArguments<T> arguments = new()
        {
            Batch = q.Shape[0],
            Heads = q.Shape[1],
            SharedHeads = k.Shape[1],
            Queries = q.Shape[2],
            Keys = k.Shape[2],
            Features = q.Shape[3],
            ValueFeatures = v.Shape[3],
            Attributes = attributes,
            Q = HeadView<T>.Of(in q, Address(in q)),
            K = HeadView<T>.Of(in k, Address(in k)),
            V = HeadView<T>.Of(in v, Address(in v)),
            Y = HeadView<T>.Of(in y, Address(in y)),
            LogSumExps = (T*)Address(in logSumExps),
        };
        if (mask is { DType: DType.Bool } allowed)
        {
            arguments.Allowed = HeadView<byte>.Of(in allowed, Address(in allowed));
        }
        else if (mask is { } addend)
        {
            arguments.Addend = HeadView<T>.Of(in addend, Address(in addend));
        }

        return arguments;
    }

    private static AttentionArguments<T> WithCotangents<T>(AttentionArguments<T> arguments, in TensorView dy, in TensorView dq, in TensorView dk, in TensorView dv)
        where T : unmanaged
    {
        arguments.Dy = HeadView<T>.Of(in dy, Address(in dy));
        arguments.Dq = HeadView<T>.Of(in dq, Address(in dq));
        arguments.Dk = HeadView<T>.Of(in dk, Address(in dk));
        arguments.Dv = HeadView<T>.Of(in dv, Address(in dv));
        return arguments;
    }
}
