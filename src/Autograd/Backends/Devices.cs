using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using Autograd.Backends;

namespace Autograd;

/// <summary>The devices this process can use: which there are, why others are missing, and what each of them does.</summary>
/// <example>
/// <code>
/// IlgpuDevices.Register();                  // once, from Autograd.Ilgpu
/// Console.Write(Devices.Report());
/// var device = Devices.FirstUsable(Device.Cuda(), Device.OpenCL(), Device.Cpu);
/// </code>
/// </example>
public static class Devices
{
    /// <summary>
    /// Every device of the kinds that are registered, the CPU first; a kind without devices has one entry that says why.
    /// Looking for the first time takes a moment: each device runs a small kernel to prove itself.
    /// </summary>
    public static IReadOnlyList<DeviceEntry> List()
    {
        var entries = new List<DeviceEntry>
        {
            new(Device.Cpu, $"{RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} threads", null),
        };
        foreach (var provider in BackendRegistry.Providers)
            entries.AddRange(provider.List());
        return entries;
    }

    /// <summary>The <see cref="List"/> as text, a line an entry, and one that tells how to get accelerators where none is registered.</summary>
    public static string Report()
    {
        var lines = List().Select(static entry => entry.ToString()).ToList();
        if (BackendRegistry.Providers.Count == 0)
            lines.Add("accelerators: no backend is registered, reference Autograd.Ilgpu and call IlgpuDevices.Register() once");
        return string.Concat(lines.Select(static line => line + Environment.NewLine));
    }

    /// <summary>Why a device cannot be used, in a sentence, or null where it can.</summary>
    /// <param name="device">The device.</param>
    public static string? WhyMissing(Device device)
    {
        if (device == Device.Cpu)
            return null;
        var provider = BackendRegistry.Providers.FirstOrDefault(provider => provider.Kind == device.Kind);
        if (provider is null)
        {
            return BackendRegistry.Providers.Count == 0
                ? $"no backend for '{device}' is registered, reference Autograd.Ilgpu and call IlgpuDevices.Register() once"
                : $"no '{device}', the kinds are cpu, {string.Join(", ", BackendRegistry.Providers.Select(static known => known.Kind))}";
        }

        var entries = provider.List();
        if (entries.FirstOrDefault(entry => entry.Device == device) is { } found)
            return found.Problem is null ? null : $"no '{device}', {found.Problem}";
        var there = entries.Count(static entry => entry.IsUsable || entry.Description.Length > 0);
        return there == 0 ? $"no '{device}', {entries[0].Problem}" : $"no '{device}', there {(there == 1 ? "is" : "are")} {there} of the kind, numbered from 0";
    }

    /// <summary>The first device of a list that can be used.</summary>
    /// <param name="wanted">Devices in the order of preference.</param>
    /// <exception cref="NotSupportedException">None can be used; the message says why for each.</exception>
    public static Device FirstUsable(params ReadOnlySpan<Device> wanted)
    {
        var reasons = new List<string>();
        foreach (var device in wanted)
        {
            if (WhyMissing(device) is not { } reason)
                return device;
            reasons.Add(reason);
        }

        throw Errors.Unsupported("device", reasons.Count == 0 ? "no device was named" : string.Join("; ", reasons), "add Device.Cpu at the end");
    }

    /// <summary>Reads a device's name: <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c>, <c>opencl</c>, <c>ilgpu-cpu</c>.</summary>
    /// <param name="text">The kind, and the number behind a colon where it is not 0.</param>
    /// <param name="device">The device, which need not be there.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out Device device)
    {
        device = default;
        if (string.IsNullOrEmpty(text))
            return false;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var kind = colon < 0 ? text : text[..colon];
        var index = 0;
        if (kind.Length == 0 || (colon >= 0 && !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out index)))
            return false;
        device = new Device(kind, index);
        return true;
    }

    /// <summary>What a device did since its first use; all zero for the CPU, which neither launches nor transfers.</summary>
    /// <param name="device">The device.</param>
    public static DeviceActivity Activity(Device device) => BackendRegistry.Get(device) is IMeteredBackend metered ? metered.Activity : default;

    /// <summary>What the pool of a device's memory holds.</summary>
    /// <param name="device">The device.</param>
    public static MemoryStatistics Memory(Device device) =>
        BackendRegistry.Get(device) is IMeteredBackend metered ? metered.MemoryStatistics : CpuMemoryPool.Statistics;

    /// <summary>Begins a new <see cref="MemoryStatistics.BytesPeak"/> of a device at what is in use now.</summary>
    /// <param name="device">The device.</param>
    public static void ResetPeak(Device device)
    {
        if (BackendRegistry.Get(device) is IMeteredBackend metered)
            metered.ResetPeak();
        else
            CpuMemoryPool.ResetPeak();
    }

    /// <summary>Gives memory that a device's pool keeps for reuse back to the system.</summary>
    /// <param name="device">The device.</param>
    public static void TrimMemory(Device device)
    {
        if (BackendRegistry.Get(device) is IMeteredBackend metered)
            metered.TrimMemory();
        else
            CpuMemoryPool.Trim();
    }

    /// <summary>Waits until everything queued on a device has run; data-dependent errors surface here.</summary>
    /// <param name="device">The device.</param>
    public static void Synchronize(Device device) => BackendRegistry.Get(device).Synchronize();
}
