namespace Autograd.Backends.Cpu;

/// <summary>The processor: SIMD loops over pinned managed memory, on the <see cref="WorkerPool"/>. Work is done when a method returns.</summary>
internal sealed partial class CpuBackend : IBackend
{
    /// <summary>The only one.</summary>
    public static CpuBackend Instance { get; } = new();

    private CpuBackend()
    {
    }

    /// <inheritdoc/>
    public Device Device => Device.Cpu;

    /// <inheritdoc/>
    public string? WhyUnsupported(DType dtype) => null;

    /// <inheritdoc/>
    public Storage Allocate(DType dtype, long count, bool pooled) => CpuMemory.Allocate(dtype, count, pooled);

    /// <inheritdoc/>
    public void Release(Storage storage) => CpuMemory.Release((CpuStorage)storage);

    /// <inheritdoc/>
    public unsafe void Write(ReadOnlySpan<byte> source, Storage target)
    {
        BackendChecks.Write(source, target);
        source.CopyTo(new Span<byte>(((CpuStorage)target).Pointer<byte>(), source.Length));
        GC.KeepAlive(target);
    }

    /// <inheritdoc/>
    public unsafe void Read(Storage source, Span<byte> target)
    {
        BackendChecks.Read(source, target);
        new ReadOnlySpan<byte>(((CpuStorage)source).Pointer<byte>(), target.Length).CopyTo(target);
        GC.KeepAlive(source);
    }

    /// <inheritdoc/>
    public void Synchronize()
    {
    }

    private static unsafe byte* Address(in TensorView view) =>
        ((CpuStorage)view.Storage).Pointer<byte>() + (view.Offset * view.DType.Size());
}
