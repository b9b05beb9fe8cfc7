using System.Runtime.InteropServices;
using ILGPU;

namespace Autograd.Ilgpu.Native;

/// <summary>
/// The files in which drivers are looked for. ILGPU asks for names that only development packages install on Linux
/// (<c>libcuda.so</c>, <c>libOpenCL.so</c>), so its requests are answered from here as well.
/// </summary>
internal static class DriverLibraries
{
    /// <summary>NVIDIA's driver.</summary>
    public static IReadOnlyList<string> Cuda { get; } = OperatingSystem.IsWindows() ? ["nvcuda.dll"] : ["libcuda.so.1", "libcuda.so", "/usr/lib/wsl/lib/libcuda.so.1"];

    /// <summary>The loader of OpenCL drivers.</summary>
    public static IReadOnlyList<string> OpenCL { get; } =
        OperatingSystem.IsWindows() ? ["OpenCL.dll"]
        : OperatingSystem.IsMacOS() ? ["/System/Library/Frameworks/OpenCL.framework/OpenCL"]
        : ["libOpenCL.so.1", "libOpenCL.so"];

    /// <summary>Makes ILGPU find the same files; once, before it looks for a device.</summary>
    public static void Redirect() => _ = Redirected.Value;

    /// <summary>Loads the first of several files that is there.</summary>
    public static bool TryLoad(INativeLibraries libraries, IReadOnlyList<string> names, out nint library)
    {
        foreach (var name in names)
        {
            if (libraries.TryLoad(name, out library))
                return true;
        }

        library = 0;
        return false;
    }

    private static readonly Lazy<bool> Redirected = new(static () =>
    {
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(Context).Assembly, static (name, _, _) => Resolve(name));
            return true;
        }
        catch (InvalidOperationException)
        {
            // The program has set a resolver of its own, which then must find the files.
            return false;
        }
    });

    private static nint Resolve(string name)
    {
        var names = name.ToUpperInvariant() switch
        {
            "CUDA" or "NVCUDA" => Cuda,
            "OPENCL" => OpenCL,
            _ => [],
        };
        return TryLoad(SystemLibraries.Instance, names, out var library) ? library : 0;
    }
}
