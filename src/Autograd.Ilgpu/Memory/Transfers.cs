using System.Runtime.InteropServices;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Autograd.Ilgpu.Memory;

/// <summary>
/// Copies between the host and a device's memory, and counts them. What goes up is copied to pinned memory first and queued from
/// there, so that the caller need not wait; only reading waits. The caller holds the backend's lock.
/// </summary>
/// <param name="accelerator">The device.</param>
internal sealed unsafe class Transfers(Accelerator accelerator) : IDisposable
{
    /// <summary>How much waits in pinned memory at most.</summary>
    public const int RingBytes = 8 << 20;

    /// <summary>What is read at once through pinned memory; more is copied to its place directly.</summary>
    public const int LandingBytes = 64 << 10;

    private byte[] _ring = [];
    private byte[] _landing = [];
    private PageLockScope<byte>? _ringLock;
    private PageLockScope<byte>? _landingLock;
    private int _queued;

    /// <summary>Copies to the device.</summary>
    public long Uploads { get; private set; }

    /// <summary>Their bytes.</summary>
    public long BytesUploaded { get; private set; }

    /// <summary>Copies to the host.</summary>
    public long Downloads { get; private set; }

    /// <summary>Their bytes.</summary>
    public long BytesDownloaded { get; private set; }

    /// <summary>How often the host waited for the device.</summary>
    public long Waits { get; private set; }

    private static CLAPI OpenCL => CLAPI.CurrentAPI;

    private AcceleratorStream Stream => accelerator.DefaultStream;

    /// <summary>Queues a copy to the start of a piece of device memory; the source may change as soon as this returns.</summary>
    public void Upload(ReadOnlySpan<byte> source, DeviceBlock target)
    {
        Uploads++;
        BytesUploaded += source.Length;
        if (source.Length > RingBytes)
        {
            // Too much to keep: the caller's memory is read while it waits.
            fixed (byte* bytes = source)
            {
                Up(bytes, target, source.Length);
                Wait();
            }

            return;
        }

        if (_ring.Length == 0)
            (_ring, _ringLock) = Pinned(RingBytes);
        if (source.Length > _ring.Length - _queued)
            Wait();
        var place = _ring.AsSpan(_queued, source.Length);
        source.CopyTo(place);
        Up((byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_ring, _queued), target, source.Length);
        _queued += source.Length;
    }

    /// <summary>Copies the start of a piece of device memory to the host, when everything queued before has run.</summary>
    public void Download(DeviceBlock source, Span<byte> target)
    {
        Downloads++;
        BytesDownloaded += target.Length;
        if (target.Length > LandingBytes)
        {
            fixed (byte* bytes = target)
            {
                Down(source, bytes, target.Length);
                Wait();
            }

            return;
        }

        if (_landing.Length == 0)
            (_landing, _landingLock) = Pinned(LandingBytes);
        Down(source, (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_landing, 0), target.Length);
        Wait();
        _landing.AsSpan(0, target.Length).CopyTo(target);
    }

    /// <summary>Waits until everything queued has run.</summary>
    public void Wait()
    {
        Waits++;
        Stream.Synchronize();
        _queued = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ringLock?.Dispose();
        _landingLock?.Dispose();
    }

    private void Up(byte* source, DeviceBlock target, long length)
    {
        switch (accelerator.AcceleratorType)
        {
            case AcceleratorType.OpenCL:
                CLException.ThrowIfFailed(OpenCL.WriteBuffer(Stream, target.Slab.Memory.NativePtr, false, (nint)target.Offset, (nint)length, (nint)source));

                // What is queued so far begins to run while the host goes on.
                CLException.ThrowIfFailed(OpenCL.FlushCommandQueue(((CLStream)Stream).CommandQueue));
                break;
            case AcceleratorType.Cuda:
                using (accelerator.BindScoped())
                    CudaException.ThrowIfFailed(CudaAPI.CurrentAPI.MemcpyAsync(target.Address, (nint)source, (nint)length, Stream));
                break;
            default:
                Buffer.MemoryCopy(source, (void*)target.Address, length, length);
                break;
        }
    }

    private void Down(DeviceBlock source, byte* target, long length)
    {
        switch (accelerator.AcceleratorType)
        {
            case AcceleratorType.OpenCL:
                CLException.ThrowIfFailed(OpenCL.ReadBuffer(Stream, source.Slab.Memory.NativePtr, false, (nint)source.Offset, (nint)length, (nint)target));
                break;
            case AcceleratorType.Cuda:
                using (accelerator.BindScoped())
                    CudaException.ThrowIfFailed(CudaAPI.CurrentAPI.MemcpyAsync((nint)target, source.Address, (nint)length, Stream));
                break;
            default:
                Buffer.MemoryCopy((void*)source.Address, target, length, length);
                break;
        }
    }

    // Only NVIDIA's driver makes use of memory that is locked; pinned it has to be for all, since the copies run later.
    private (byte[] Array, PageLockScope<byte>? Lock) Pinned(int bytes)
    {
        var array = GC.AllocateUninitializedArray<byte>(bytes, pinned: true);
        var locked = accelerator.AcceleratorType == AcceleratorType.Cuda ? accelerator.CreatePageLockFromPinned<byte>(Marshal.UnsafeAddrOfPinnedArrayElement(array, 0), bytes) : null;
        return (array, locked);
    }
}
