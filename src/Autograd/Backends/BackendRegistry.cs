using System.Collections.Concurrent;
using Autograd.Backends.Cpu;

namespace Autograd.Backends;

/// <summary>Finds the backend of a device. The CPU's is built in; others announce who makes theirs.</summary>
public static class BackendRegistry
{
    private static readonly Lock Gate = new();
    private static readonly ConcurrentDictionary<Device, IBackend> Backends = new();
    private static volatile IBackendProvider[] _providers = [];

    /// <summary>Who makes backends, in the order of registration.</summary>
    public static IReadOnlyList<IBackendProvider> Providers => _providers;

    /// <summary>Announces who makes the backends of a kind of device; the first one of a kind stays.</summary>
    /// <param name="provider">The provider.</param>
    public static void Register(IBackendProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        lock (Gate)
        {
            if (Array.TrueForAll(_providers, known => known.Kind != provider.Kind))
                _providers = [.. _providers, provider];
        }
    }

    /// <summary>The backend of a device.</summary>
    /// <param name="device">The device.</param>
    /// <exception cref="NotSupportedException">No backend for that kind is registered, or the device is missing.</exception>
    public static IBackend Get(Device device)
    {
        if (device == Device.Cpu)
            return CpuBackend.Instance;
        return Backends.TryGetValue(device, out var known) ? known : Create(device);
    }

    private static IBackend Create(Device device)
    {
        var provider = Array.Find(_providers, provider => provider.Kind == device.Kind) ??
            throw Errors.Unsupported("device", $"no backend for '{device}' is loaded", "reference Autograd.Ilgpu and call IlgpuDevices.Register() once");

        // One backend a device, however many threads ask first: its memory is its own.
        lock (Gate)
            return Backends.TryGetValue(device, out var known) ? known : Backends[device] = provider.Create(device);
    }
}
