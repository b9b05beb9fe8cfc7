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
