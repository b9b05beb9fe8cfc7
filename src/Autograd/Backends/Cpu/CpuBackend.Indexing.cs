using Autograd.Backends.Cpu.Loops;

namespace Autograd.Backends.Cpu;

/// <content>Gathers and scatters by an index, which the operation has checked.</content>
internal sealed partial class CpuBackend
{
    /// <inheritdoc/>
    public void IndexSelect(in TensorView x, in TensorView index, in TensorView y, long outer, long inner) =>
        ByIndex(IndexMode.Select, x, index, y, outer, inner);

    /// <inheritdoc/>
    public void IndexAdd(in TensorView y, in TensorView index, in TensorView x, long outer, long inner) =>
        ByIndex(IndexMode.Add, x, index, y, outer, inner);

    /// <inheritdoc/>
    public void Gather(in TensorView x, in TensorView index, in TensorView y, long outer, long inner) =>
        ByIndex(IndexMode.Gather, x, index, y, outer, inner);

    /// <inheritdoc/>
    public void ScatterAdd(in TensorView y, in TensorView index, in TensorView x, long outer, long inner) =>
        ByIndex(IndexMode.ScatterAdd, x, index, y, outer, inner);

    private static void ByIndex(IndexMode mode, in TensorView x, in TensorView index, in TensorView y, long outer, long inner)
    {
        if (y.Shape.Count == 0)
            return;
        var sums = mode is IndexMode.Add or IndexMode.ScatterAdd;
        switch (x.DType)
        {
            case DType.Float32 when sums:
                new IndexLoop<float>(mode, x, index, y, outer, inner).Run();
                break;
            case DType.Float64 when sums:
                new IndexLoop<double>(mode, x, index, y, outer, inner).Run();
                break;
            case DType.Int32 or DType.Float32:
                new IndexLoop<int>(mode, x, index, y, outer, inner).Run();
                break;
            case DType.Int64 or DType.Float64:
                new IndexLoop<long>(mode, x, index, y, outer, inner).Run();
                break;
            case DType.Bool when !sums:
                new IndexLoop<byte>(mode, x, index, y, outer, inner).Run();
                break;
            case var _ when !sums:
                new IndexLoop<short>(mode, x, index, y, outer, inner).Run();
                break;
            default:
                throw Errors.Unsupported("cpu", $"no sums of {x.DType.Name()} elements", "cast first, x.To(DType.Float32)");
        }

        GC.KeepAlive(x.Storage);
        GC.KeepAlive(index.Storage);
        GC.KeepAlive(y.Storage);
    }
}
