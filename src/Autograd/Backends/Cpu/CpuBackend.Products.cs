using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu;

/// <content>Matrix products.</content>
internal sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    public void MatMul(in TensorView a, in TensorView b, in TensorView c, in TensorView? bias)
    {
        if (c.Shape.Count == 0)
            return;
        switch (c.DType)
        {
            case DType.Float32:
                MatrixBatch<float>.Run(a, b, c, bias, &Multiply);
                break;
            case DType.Float64:
                MatrixBatch<double>.Run(a, b, c, bias, &Multiply);
                break;
            case DType.Int32:
                MatrixBatch<int>.Run(a, b, c, bias, &Multiply);
                break;
            case DType.Int64:
                MatrixBatch<long>.Run(a, b, c, bias, &Multiply);
                break;
            default:
                throw Errors.Unsupported("matmul", $"no arithmetic of {c.DType.Name()} elements", "cast first, x.To(DType.Float32)");
        }

        GC.KeepAlive(a.Storage);
        GC.KeepAlive(b.Storage);
        GC.KeepAlive(c.Storage);
        GC.KeepAlive(bias?.Storage);
    }

    private static void Multiply(in GemmArguments<float> g) => MatrixProduct.Multiply(in g);

    private static void Multiply(in GemmArguments<double> g) => MatrixProduct.Multiply(in g);

    private static void Multiply(in GemmArguments<int> g) => MatrixProduct.MultiplyReference(in g);

    private static void Multiply(in GemmArguments<long> g) => MatrixProduct.MultiplyReference(in g);
}
