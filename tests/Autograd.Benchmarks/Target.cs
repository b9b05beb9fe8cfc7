using Autograd.Ilgpu;

namespace Autograd.Benchmarks;

/// <summary>The device that the workloads run on.</summary>
internal static class Target
{
    /// <summary>The device; the CPU unless another was chosen.</summary>
    public static Device Device { get; private set; } = Device.Cpu;

    /// <summary>Chooses a device by its name, or says why not.</summary>
    public static bool TryChoose(string name)
    {
        IlgpuDevices.Register();
        var reason = Devices.TryParse(name, out var device) ? Devices.WhyMissing(device) : $"'{name}' is no device's name";
        if (reason is not null)
        {
            Console.Error.WriteLine($"benchmarks: {reason}");
            return false;
        }

        Device = device;
        return true;
    }
}
