using Autograd.Backends;
#if ILGPU
using Autograd.Ilgpu.Discovery;
#else
using System.Reflection;
#endif

namespace Autograd.Ilgpu;

/// <summary>
/// Brings in the devices that ILGPU reaches: its accelerator on the processor, <c>ilgpu-cpu</c>, NVIDIA's, <c>cuda</c>, and
/// OpenCL's, <c>opencl</c>. <see cref="Devices"/> lists them, and says why one is missing.
/// </summary>
/// <example>
/// <code>
/// IlgpuDevices.Register();
/// var x = Variable.Normal([64, 64], device: Device.IlgpuCpu);
/// </code>
/// </example>
public static class IlgpuDevices
{
    /// <summary>Why this build has no kernels at all, or null where it has: ILGPU could not be restored when it was built.</summary>
    public static string? Absence { get; } = FindAbsence();

    /// <summary>
    /// Whether NVIDIA's devices may round the factors of float32 matrix products to 10 bits behind the point (TF32), which is several
    /// times as fast and as exact as float16 where it is not. Off unless asked for; needs cuBLAS.
    /// </summary>
    public static bool AllowsTf32 { get; set; }

    /// <summary>Whether NVIDIA's devices use cuBLAS for matrix products where it is installed; on unless switched off, to compare.</summary>
    public static bool UsesCublas { get; set; } = true;

    /// <summary>Announces the devices to the core, once or more often. Using one that is missing throws why.</summary>
    public static void Register()
    {
#if ILGPU
        BackendRegistry.Register(new IlgpuProvider(Device.IlgpuCpu.Kind, Finder.Cpu));
        BackendRegistry.Register(new IlgpuProvider(Device.Cuda().Kind, Finder.Cuda));
        BackendRegistry.Register(new IlgpuProvider(Device.OpenCL().Kind, Finder.OpenCL));
#else
        BackendRegistry.Register(new AbsentProvider(Device.IlgpuCpu.Kind, Absence!));
        BackendRegistry.Register(new AbsentProvider(Device.Cuda().Kind, Absence!));
        BackendRegistry.Register(new AbsentProvider(Device.OpenCL().Kind, Absence!));
#endif
    }

    /// <summary>
    /// The most memory that the pool of a device may hold, to leave room to other programs. What it holds already stays; beyond the
    /// limit it gives back what it can before it throws <see cref="DeviceMemoryException"/>.
    /// </summary>
    /// <param name="device">A device of ILGPU's.</param>
    /// <param name="bytes">The limit.</param>
    /// <exception cref="ArgumentException">It is no device of ILGPU's, or the limit is negative.</exception>
    public static void LimitMemory(Device device, long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
#if ILGPU
        if (BackendRegistry.Get(device) is IlgpuBackend backend)
        {
            backend.Memory.Limit = bytes;
            return;
        }
#endif
        throw Errors.Argument("limit_memory", $"{device} is no device of ILGPU's", "name one that Devices.Report() lists");
    }

    private static string? FindAbsence()
    {
#if ILGPU
        return null;
#else
        var reason = typeof(IlgpuDevices).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(static data => data.Key == "IlgpuAbsence").Value;
        return $"Autograd.Ilgpu was built without GPU kernels: {reason}";
#endif
    }
}
