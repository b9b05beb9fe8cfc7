using System.Numerics;
using Autograd.Backends.Cpu.Gemm;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Backends.Cpu;

/// <content>Products with an activation.</content>
internal sealed unsafe partial class CpuBackend : IActivatedProductKernels
{
    /// <inheritdoc/>
    public void MatMul<TRule>(in TensorView a, in TensorView b, in TensorView? bias, in TensorView? sums, in TensorView y)
        where TRule : struct, IUnaryRule
    {
        if (y.Shape.Count == 0)
            return;
        switch (y.DType)
        {
            case DType.Float32:
                Multiply<float, TRule>(in a, in b, in bias, in sums, in y);
                break;
            case DType.Float64:
                Multiply<double, TRule>(in a, in b, in bias, in sums, in y);
                break;
            default:
                throw BackendChecks.NoKernel("linear", y.DType);
        }

        GC.KeepAlive(a.Storage);
        GC.KeepAlive(b.Storage);
        GC.KeepAlive(bias?.Storage);
        GC.KeepAlive(sums?.Storage);
        GC.KeepAlive(y.Storage);
    }

    private static void Multiply<T, TRule>(in TensorView a, in TensorView b, in TensorView? bias, in TensorView? sums, in TensorView y)
        where T : unmanaged, INumber<T>
        where TRule : struct, IUnaryRule
    {
        ActivationTarget<T> target;
        target.Y = (T*)Address(in y);
        target.Row = y.Shape[1];
        GemmArguments<T> product = new()
        {
            M = y.Shape[0],
            N = y.Shape[1],
            K = a.Shape[1],
            A = (T*)Address(in a),
            ARow = (nint)a.Strides[0],
            AColumn = (nint)a.Strides[1],
            B = (T*)Address(in b),
            BRow = (nint)b.Strides[0],
            BColumn = (nint)b.Strides[1],
            C = sums is { } kept ? (T*)Address(in kept) : target.Y,
            CRow = y.Shape[1],
            Bias = (T*)AddressOrNull(in bias),
            Finish = FinishWith<T, TRule>(),
            Context = &target,
        };
        MatrixProduct.MultiplyWidest(in product);
    }

    private static delegate*<T*, nint, int, int, int, int, void*, void> FinishWith<T, TRule>()
        where T : unmanaged, INumber<T>
        where TRule : struct, IUnaryRule
    {
        if (LaneWidth.Use512)
            return &ActivationTile<T, Wide512<T>, TRule>.Apply;
        if (LaneWidth.Use256)
            return &ActivationTile<T, Wide256<T>, TRule>.Apply;
        if (LaneWidth.Use128)
            return &ActivationTile<T, Wide128<T>, TRule>.Apply;
        return &ActivationTile<T, Scalar<T>, TRule>.Apply;
    }
}
