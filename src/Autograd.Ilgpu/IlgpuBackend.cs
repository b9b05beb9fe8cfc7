using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Autograd.Backends;
using Autograd.Ilgpu.Memory;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace Autograd.Ilgpu;

/// <summary>
/// Runs operations' rules as ILGPU kernels on one accelerator, whatever its kind. Work is queued on the accelerator's default
/// stream in the order of the calls; one lock makes several threads' calls take turns.
/// </summary>
internal sealed partial class IlgpuBackend : IBackend
{
    private readonly Accelerator _accelerator;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<object, Delegate> _kernels = new(ReferenceEqualityComparer.Instance);
    private readonly MemoryBuffer1D<long, Stride1D.Dense> _faults;

    public IlgpuBackend(Device device, Accelerator accelerator)
    {
        Device = device;
        _accelerator = accelerator;
        Memory = new DeviceMemory(this, accelerator);
        _faults = accelerator.Allocate1D<long>(FaultNames.Length);
        ClearFaults();
    }

    /// <inheritdoc/>
    public Device Device { get; }

    /// <summary>The pool.</summary>
    public DeviceMemory Memory { get; }

    /// <summary>The elements of a view, from its first on.</summary>
    public static ArrayView<T> Elements<T>(in TensorView view)
        where T : unmanaged => ((IlgpuStorage)view.Storage).View<T>(view.Offset);

    /// <inheritdoc/>
    public string? WhyUnsupported(DType dtype)
    {
        if (dtype.IsStorageOnly())
            return $"{Device} has no {dtype.Name()} elements";
        return dtype == DType.Float64 && _accelerator.Capabilities is CLCapabilityContext { Float64: false } ? $"{Device} does not compute in float64" : null;
    }

    /// <inheritdoc/>
    public Storage Allocate(DType dtype, long count, bool pooled)
    {
        lock (_gate)
            return Memory.Allocate(dtype, count);
    }

    /// <inheritdoc/>
    public void Release(Storage storage)
    {
        lock (_gate)
            Memory.Release((IlgpuStorage)storage);
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> source, Storage target)
    {
        if (source.Length > target.Bytes)
            throw Errors.Argument("write", $"{source.Length} bytes do not fit into {target.Bytes}", "give at most the storage's bytes");
        if (source.IsEmpty)
            return;
        lock (_gate)
            ((IlgpuStorage)target).Memory.CopyFromCPU(_accelerator.DefaultStream, ref MemoryMarshal.GetReference(source), source.Length);
        GC.KeepAlive(target);
    }

    /// <inheritdoc/>
    public void Read(Storage source, Span<byte> target)
    {
        if (target.Length > source.Bytes)
            throw Errors.Argument("read", $"{target.Length} bytes are more than the {source.Bytes} there", "ask for at most the storage's bytes");
        lock (_gate)
        {
            if (!target.IsEmpty)
                ((IlgpuStorage)source).Memory.CopyToCPU(_accelerator.DefaultStream, ref MemoryMarshal.GetReference(target), target.Length);
            ThrowFaults();
        }

        GC.KeepAlive(source);
    }

    /// <inheritdoc/>
    public void Synchronize()
    {
        lock (_gate)
        {
            _accelerator.Synchronize();
            ThrowFaults();
        }
    }

    /// <summary>A kernel's launcher, compiled at its first use.</summary>
    /// <typeparam name="TLauncher">The launcher's delegate type.</typeparam>
    /// <param name="load">
    /// Compiles it: a static lambda, which is the key too, since the compiler keeps one object for each and its type arguments.
    /// </param>
    private TLauncher Kernel<TLauncher>(Func<Accelerator, TLauncher> load)
        where TLauncher : Delegate
    {
        if (_kernels.TryGetValue(load, out var known))
            return (TLauncher)known;
        try
        {
            return (TLauncher)(_kernels[load] = load(_accelerator));
        }
        catch (Exception failure) when (failure is InternalCompilerException or NotSupportedException)
        {
            throw new NotSupportedException(
                $"{Device}: a kernel does not compile ({failure.GetBaseException().Message}); write the rule in IReal's arithmetic and functions only", failure);
        }
    }

    private static NotSupportedException Without(string operation, DType dtype) =>
        Errors.Unsupported(operation, $"kernels do not compute with {dtype.Name()} elements", "cast first, x.To(DType.Float32)");
}
