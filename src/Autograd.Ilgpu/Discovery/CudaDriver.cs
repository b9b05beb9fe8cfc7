using System.Text;
using Autograd.Ilgpu.Native;

namespace Autograd.Ilgpu.Discovery;

/// <summary>Asks NVIDIA's driver for its version and devices.</summary>
internal static unsafe class CudaDriver
{
    /// <summary>The oldest driver whose instruction set ILGPU's kernels are written in, as CUDA numbers it.</summary>
    public const int OldestVersion = 9000;

    private const int MajorAttribute = 75;
    private const int MinorAttribute = 76;

    /// <summary>What the driver says.</summary>
    public static DriverFindings Ask(INativeLibraries libraries)
    {
        if (!DriverLibraries.TryLoad(libraries, DriverLibraries.Cuda, out var library))
            return DriverFindings.Failed($"{DriverLibraries.Cuda[0]} does not load: NVIDIA's driver is not installed");
        if (!libraries.TryFind(library, "cuInit", out var init) ||
            !libraries.TryFind(library, "cuDriverGetVersion", out var getVersion) ||
            !libraries.TryFind(library, "cuDeviceGetCount", out var getCount) ||
            !libraries.TryFind(library, "cuDeviceGet", out var getDevice) ||
            !libraries.TryFind(library, "cuDeviceGetName", out var getName) ||
            !libraries.TryFind(library, "cuDeviceGetAttribute", out var getAttribute))
        {
            return DriverFindings.Failed($"{DriverLibraries.Cuda[0]} lacks functions of NVIDIA's driver: another file has its name");
        }

        var version = 0;
        var status = ((delegate* unmanaged<int*, int>)getVersion)(&version);
        var text = status == 0 && version > 0 ? $"CUDA {version / 1000}.{version % 1000 / 10}" : "";
        if (version is > 0 and < OldestVersion)
            return DriverFindings.Failed($"the driver is too old: it has {text}, CUDA {OldestVersion / 1000}.0 is needed", text);
        status = ((delegate* unmanaged<uint, int>)init)(0);
        if (status != 0)
            return DriverFindings.Failed($"the driver does not start, cuInit gives {Describe(status)}", text);
        var count = 0;
        status = ((delegate* unmanaged<int*, int>)getCount)(&count);
        if (status != 0)
            return DriverFindings.Failed($"the driver does not name its devices, cuDeviceGetCount gives {Describe(status)}", text);
        if (count == 0)
            return DriverFindings.Failed("the driver is there but names no device: CUDA_VISIBLE_DEVICES may hide them", text);
        var devices = new List<DriverDevice>();
        var name = stackalloc byte[256];
        for (var i = 0; i < count; i++)
        {
            var device = 0;
            status = ((delegate* unmanaged<int*, int, int>)getDevice)(&device, i);
            if (status != 0)
            {
                devices.Add(new DriverDevice(-1, $"device {i}", $"cuDeviceGet gives {Describe(status)}"));
                continue;
            }

            status = ((delegate* unmanaged<byte*, int, int, int>)getName)(name, 256, device);
            int major = 0, minor = 0;
            var attribute = (delegate* unmanaged<int*, int, int, int>)getAttribute;
            _ = attribute(&major, MajorAttribute, device);
            _ = attribute(&minor, MinorAttribute, device);
            devices.Add(new DriverDevice(
                device,
                $"{(status == 0 ? Text(name, 256) : $"device {i}")}, compute capability {major}.{minor}",
                major < 3 ? $"compute capability {major}.{minor} is too low, 3.0 is needed" : null));
        }

        return new DriverFindings(null, text, devices);
    }

    private static string Describe(int status) => status switch
    {
        1 => "1 (a wrong argument)",
        2 => "2 (out of memory)",
        3 => "3 (not initialised)",
        34 => "34 (the driver is only a stub)",
        46 => "46 (the device is not available)",
        100 => "100 (no device is there)",
        101 => "101 (a wrong device)",
        804 => "804 (the system's and the driver's parts are of different versions)",
        803 => "803 (the system's and the driver's parts are of different versions)",
        999 => "999 (an unknown error: the kernel module may not run)",
        _ => $"error {status}",
    };

    private static string Text(byte* bytes, int most)
    {
        var span = new ReadOnlySpan<byte>(bytes, most);
        var end = span.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? span : span[..end]).Trim();
    }
}
