using System.Text;
using Autograd.Backends;
#if !ILGPU
using System.Reflection;
#endif

namespace Autograd.Ilgpu;

/// <summary>The devices that ILGPU reaches: its accelerator on the processor, NVIDIA's and OpenCL's.</summary>
/// <example>
/// <code>
/// IlgpuDevices.Register();
/// var x = Variable.Normal([64, 64], device: Device.IlgpuCpu);
/// </code>
/// </example>
public static class IlgpuDevices
{
    private static readonly string[] Kinds = ["ilgpu-cpu", "cuda", "opencl"];

    /// <summary>Why this build has no kernels at all, or null where it has: ILGPU could not be restored when it was built.</summary>
    public static string? Absence { get; } = FindAbsence();

    /// <summary>Announces the devices to the core, once or more often. Using one that is missing throws why.</summary>
    public static void Register()
    {
        foreach (var kind in Kinds)
            BackendRegistry.Register(kind, Create);
    }

    /// <summary>Why a device cannot be used, in a sentence, or null where it can.</summary>
    /// <param name="device">A device of the kinds <c>ilgpu-cpu</c>, <c>cuda</c> or <c>opencl</c>.</param>
    public static string? WhyMissing(Device device)
    {
        if (Array.IndexOf(Kinds, device.Kind) < 0)
            return $"no '{device}', the kinds are {string.Join(", ", Kinds)}";
#if ILGPU
        return IlgpuHost.WhyMissing(device);
#else
        return $"no '{device}', {Absence}";
#endif
    }

    /// <summary>One line a device, and one for each kind there is none of, with the reason.</summary>
    public static string Report()
    {
        var report = new StringBuilder();
        foreach (var kind in Kinds)
        {
#if ILGPU
            var names = IlgpuHost.Names(kind);
            for (var i = 0; i < names.Count; i++)
                report.Append(new Device(kind, i)).Append(": ").AppendLine(names[i]);
#endif
            if (WhyMissing(new Device(kind, 0)) is { } reason)
                report.Append(kind).Append(": ").AppendLine(reason);
        }

        return report.ToString();
    }

    private static IBackend Create(Device device)
    {
#if ILGPU
        return IlgpuHost.Create(device);
#else
        throw Errors.Unsupported("device", WhyMissing(device)!, "build where ILGPU restores, or use Device.Cpu");
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
