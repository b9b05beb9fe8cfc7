using System.Collections.Concurrent;
using Autograd.Backends.Cpu;

namespace Autograd.Backends;

/// <summary>Finds the backend of a device. The CPU's is built in; others announce the kinds of device they make.</summary>
public static class BackendRegistry
{
    private static readonly ConcurrentDictionary<string, Func<Device, IBackend>> Factories = new();
    private static readonly ConcurrentDictionary<Device, IBackend> Backends = new();

    /// <summary>Announces the backend of a kind of device; the factory runs at the first use of each device.</summary>
    /// <param name="kind">The kind, such as <c>cuda</c>.</param>
    /// <param name="factory">Makes the backend, or throws why it cannot.</param>
    public static void Register(string kind, Func<Device, IBackend> factory) => Factories[kind] = factory;

    /// <summary>The backend of a device.</summary>
    /// <param name="device">The device.</param>
    /// <exception cref="NotSupportedException">No backend for that kind is loaded.</exception>
    public static IBackend Get(Device device)
    {
        if (device == Device.Cpu)
            return CpuBackend.Instance;
        if (Backends.TryGetValue(device, out var known))
            return known;
        if (device.Kind is null || !Factories.TryGetValue(device.Kind, out var factory))
            throw Errors.Unsupported("device", $"no backend for '{device}' is loaded", "reference Autograd.Ilgpu and call IlgpuDevices.Register() once");
        return Backends.GetOrAdd(device, factory);
    }
}
