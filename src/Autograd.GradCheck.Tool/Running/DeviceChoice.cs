using Autograd.Backends;
using Autograd.Ilgpu;

namespace Autograd.GradientChecking.Tool.Running;

/// <summary>The devices to be checked beside the processor: those that are named and open here.</summary>
internal static class DeviceChoice
{
    private static readonly Device[] Known = [Device.IlgpuCpu, Device.OpenCL(), Device.Cuda()];

    /// <summary>Opens devices.</summary>
    /// <param name="names">Their names with commas, <c>all</c> for every kind, or null for none.</param>
    /// <param name="missing">Gets a line for each that is not there.</param>
    /// <exception cref="ToolException">There is no such kind of device.</exception>
    public static IReadOnlyList<Device> Open(string? names, ICollection<string> missing)
    {
        var wanted = names switch
        {
            null => [],
            "all" => Known,
            _ => [.. names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Read).Distinct()],
        };
        if (wanted.Length > 0)
            IlgpuDevices.Register();
        var open = new List<Device>();
        foreach (var device in wanted)
        {
            if (device == Device.Cpu)
                continue;
            if (WhyMissing(device) is { } reason)
                missing.Add($"{device}: {reason}");
            else
                open.Add(device);
        }

        return open;
    }

    private static Device Read(string name)
    {
        var parts = name.Split(':');
        var index = 0;
        var isKnown = parts.Length is 1 or 2 && (parts[0] == Device.Cpu.Kind || Array.Exists(Known, device => device.Kind == parts[0]));
        if (!isKnown || (parts.Length == 2 && !(int.TryParse(parts[1], out index) && index >= 0)))
            throw new ToolException($"no device '{name}'; name some of cpu, {string.Join(", ", Known.Select(device => device.Kind))}, or all");
        return new Device(parts[0], index);
    }

    private static string? WhyMissing(Device device)
    {
        if (Devices.WhyMissing(device) is { } reason)
            return reason;
        try
        {
            BackendRegistry.Get(device);
            return null;
        }
        catch (Exception error) when (error is NotSupportedException or InvalidOperationException or DllNotFoundException)
        {
            return error.Message;
        }
    }
}
