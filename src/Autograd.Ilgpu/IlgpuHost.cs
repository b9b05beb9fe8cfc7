using System.Runtime.InteropServices;
using Autograd.Backends;
using ILGPU;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Autograd.Ilgpu;

/// <summary>
/// The process's ILGPU contexts. Each kind of device has its own, made at its first use: a kernel that fails to compile spoils
/// the context it was compiled in.
/// </summary>
internal static class IlgpuHost
{
    private static readonly Lazy<Context> Cpu = new(static () => Make(static builder => builder.CPU(Few)));
    private static readonly Lazy<Context> Cuda = new(static () => Make(static builder => builder.Cuda()));
    private static readonly Lazy<Context> OpenCL = new(static () => Make(static builder => builder.OpenCL()));

    // Each simulated thread is a thread of the system: few are quicker than a GPU's many.
    private static CPUDevice Few => new(2, 1, 1);

    /// <summary>Makes the backend of a device.</summary>
    /// <param name="device">The device.</param>
    /// <exception cref="NotSupportedException">It is not there; the message says why.</exception>
    public static IBackend Create(Device device)
    {
        if (WhyMissing(device) is { } reason)
            throw Errors.Unsupported("device", reason, "IlgpuDevices.Report() lists what is there");
        var context = ContextOf(device.Kind);
        return new IlgpuBackend(device, context.Devices[device.Index].CreateAccelerator(context));
    }

    /// <summary>The names of the devices of a kind.</summary>
    public static IReadOnlyList<string> Names(string kind) =>
        DriverProblem(kind) is null ? [.. ContextOf(kind).Devices.Select(static device => device.Name)] : [];

    /// <summary>Why there is no such device, or null where there is one. ILGPU itself keeps silent about missing drivers.</summary>
    public static string? WhyMissing(Device device)
    {
        if (DriverProblem(device.Kind) is { } problem)
            return $"no '{device}', {problem}";
        var count = ContextOf(device.Kind).Devices.Length;
        if (count == 0)
            return $"no '{device}', the driver is there but names no device that ILGPU can use";
        return device.Index >= 0 && device.Index < count ? null : $"no '{device}', there are {count} of the kind, numbered from 0";
    }

    private static string? DriverProblem(string kind) => kind switch
    {
        "ilgpu-cpu" => null,
        "cuda" => Missing(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", "NVIDIA's driver"),
        _ => Missing(OperatingSystem.IsWindows() ? "OpenCL.dll" : OperatingSystem.IsMacOS() ? "/System/Library/Frameworks/OpenCL.framework/OpenCL" : "libOpenCL.so", "an OpenCL loader"),
    };

    private static string? Missing(string library, string what)
    {
        if (!NativeLibrary.TryLoad(library, out var handle))
            return $"{library} does not load: {what} is not installed";
        NativeLibrary.Free(handle);
        return null;
    }

    private static Context ContextOf(string kind) => kind switch
    {
        "ilgpu-cpu" => Cpu.Value,
        "cuda" => Cuda.Value,
        _ => OpenCL.Value,
    };

    private static Context Make(Action<Context.Builder> addDevices) => Context.Create(builder =>
    {
        // Without the algorithms' functions, kernels for NVIDIA's devices have no floor and no double power.
        builder.EnableAlgorithms();
        addDevices(builder);
    });
}
