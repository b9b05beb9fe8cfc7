using System.Runtime.InteropServices;

namespace Autograd.Ilgpu.Native;

/// <summary>The system's loader.</summary>
internal sealed class SystemLibraries : INativeLibraries
{
    public static SystemLibraries Instance { get; } = new();

    /// <inheritdoc/>
    public bool TryLoad(string name, out nint library) => NativeLibrary.TryLoad(name, out library);

    /// <inheritdoc/>
    public bool TryFind(nint library, string name, out nint function) => NativeLibrary.TryGetExport(library, name, out function);
}
