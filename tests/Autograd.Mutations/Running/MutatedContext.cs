using System.Reflection;
using System.Runtime.Loader;

namespace Autograd.Mutations.Running;

/// <summary>The tests and all they need, over the mutated core in place of the built one.</summary>
/// <param name="core">The mutated core's file.</param>
/// <param name="table">The tests' file.</param>
internal sealed class MutatedContext(string core, string table) : AssemblyLoadContext("mutated")
{
    private readonly AssemblyDependencyResolver _resolver = new(table);

    public Assembly LoadCore() => LoadFromAssemblyPath(core);

    public Assembly LoadTable() => LoadFromAssemblyPath(table);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == Path.GetFileNameWithoutExtension(core))
            return LoadCore();
        return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
