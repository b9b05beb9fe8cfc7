using Autograd.Backends;

namespace Autograd.GradientChecking;

/// <summary>Devices to check on.</summary>
public static class CheckDevices
{
    /// <summary>The CPU, and the first device of each kind whose backend is loaded and opens here.</summary>
    public static IReadOnlyList<Device> All
    {
        get
        {
            var devices = new List<Device> { Device.Cpu };
            foreach (var device in (ReadOnlySpan<Device>)[Device.IlgpuCpu, Device.OpenCL(), Device.Cuda()])
            {
                if (Opens(device))
                    devices.Add(device);
            }

            return devices;
        }
    }

    private static bool Opens(Device device)
    {
        try
        {
            BackendRegistry.Get(device);
            return true;
        }
        catch (Exception error) when (error is NotSupportedException or InvalidOperationException or DllNotFoundException)
        {
            // No backend of that kind, or no such device: the report says which devices were checked.
            return false;
        }
    }
}
