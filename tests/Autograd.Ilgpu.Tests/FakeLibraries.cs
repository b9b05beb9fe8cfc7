#if ILGPU
using Autograd.Ilgpu.Native;

namespace Autograd.Ilgpu.Tests;

/// <summary>A machine's libraries as a test wants them: files by name, each a table of functions by name.</summary>
internal sealed class FakeLibraries : INativeLibraries
{
    private readonly List<Dictionary<string, nint>> _tables = [];
    private readonly Dictionary<string, nint> _files = [];

    public FakeLibraries With(string file, Dictionary<string, nint> functions)
    {
        _tables.Add(functions);
        _files[file] = _tables.Count;
        return this;
    }

    public bool TryLoad(string name, out nint library) => _files.TryGetValue(name, out library);

    public bool TryFind(nint library, string name, out nint function) => _tables[(int)library - 1].TryGetValue(name, out function);
}
#endif
