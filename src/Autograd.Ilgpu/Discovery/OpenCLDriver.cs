using System.Text;
using Autograd.Ilgpu.Native;

namespace Autograd.Ilgpu.Discovery;

/// <summary>Asks OpenCL's loader for its platforms and devices.</summary>
internal static unsafe class OpenCLDriver
{
    private const int MostDevices = 64;
    private const int NoDevice = -1;
    private const int NoPlatform = -1001;
    private const uint PlatformVersion = 0x0901;
    private const uint PlatformName = 0x0902;
    private const uint DeviceAvailable = 0x1027;
    private const uint DeviceCompilerAvailable = 0x1028;
    private const uint DeviceName = 0x102B;
    private const uint DeviceVersion = 0x102F;
    private const ulong AllTypes = 0xFFFFFFFF;

    /// <summary>What the loader says.</summary>
    public static DriverFindings Ask(INativeLibraries libraries)
    {
        if (!DriverLibraries.TryLoad(libraries, DriverLibraries.OpenCL, out var library))
            return DriverFindings.Failed($"{DriverLibraries.OpenCL[0]} does not load: an OpenCL loader is not installed");
        if (!libraries.TryFind(library, "clGetPlatformIDs", out var getPlatforms) ||
            !libraries.TryFind(library, "clGetPlatformInfo", out var getPlatformInfo) ||
            !libraries.TryFind(library, "clGetDeviceIDs", out var getDevices) ||
            !libraries.TryFind(library, "clGetDeviceInfo", out var getDeviceInfo))
        {
            return DriverFindings.Failed($"{DriverLibraries.OpenCL[0]} lacks functions of an OpenCL loader: another file has its name");
        }

        var platforms = stackalloc nint[MostDevices];
        uint count = 0;
        var status = ((delegate* unmanaged<uint, nint*, uint*, int>)getPlatforms)(MostDevices, platforms, &count);
        if (status == NoPlatform || (status == 0 && count == 0))
            return DriverFindings.Failed("the OpenCL loader is there but no driver is: install the device's OpenCL package");
        if (status != 0)
            return DriverFindings.Failed($"enumeration failed, clGetPlatformIDs gives {status}");
        var devices = new List<DriverDevice>();
        var complaints = new List<string>();
        var versions = new List<string>();
        var handles = stackalloc nint[MostDevices];
        for (var p = 0; p < Math.Min(count, MostDevices); p++)
        {
            var platform = Text(getPlatformInfo, platforms[p], PlatformName);

            // Some drivers go on about how they were built.
            versions.Add(Text(getPlatformInfo, platforms[p], PlatformVersion).Split(',')[0].Replace("  ", " ", StringComparison.Ordinal));
            uint found = 0;
            status = ((delegate* unmanaged<nint, ulong, uint, nint*, uint*, int>)getDevices)(platforms[p], AllTypes, MostDevices, handles, &found);
            if (status != 0)
            {
                complaints.Add(status == NoDevice ? $"the platform {platform} has no device" : $"enumeration of the platform {platform} failed, clGetDeviceIDs gives {status}");
                continue;
            }

            for (var d = 0; d < Math.Min(found, MostDevices); d++)
                devices.Add(Describe(getDeviceInfo, handles[d], platform));
        }

        return devices.Count == 0
            ? DriverFindings.Failed(complaints.Count == 0 ? "the OpenCL drivers name no device" : string.Join(", ", complaints), string.Join(", ", versions))
            : new DriverFindings(null, string.Join(", ", versions), devices);
    }

    private static DriverDevice Describe(nint getInfo, nint device, string platform)
    {
        var version = Text(getInfo, device, DeviceVersion);
        var problem =
            Number(getInfo, device, DeviceAvailable) == 0 ? "the driver calls the device not available"
            : Number(getInfo, device, DeviceCompilerAvailable) == 0 ? "the driver has no compiler"
            : version.StartsWith("OpenCL 1.", StringComparison.Ordinal) ? $"the driver is too old: it has {version[..10]}, OpenCL 2.0 is needed"
            : null;
        return new DriverDevice(device, $"{Text(getInfo, device, DeviceName)}, {platform}", problem);
    }

    private static string Text(nint getInfo, nint of, uint what)
    {
        var bytes = stackalloc byte[1024];
        nuint size = 0;
        if (((delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)getInfo)(of, what, 1024, bytes, &size) != 0 || size == 0)
            return "?";
        return Encoding.UTF8.GetString(bytes, (int)Math.Min(size, 1024) - 1).Trim();
    }

    private static uint Number(nint getInfo, nint of, uint what)
    {
        uint value = 0;
        nuint size = 0;
        return ((delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)getInfo)(of, what, sizeof(uint), &value, &size) == 0 ? value : 0;
    }
}
