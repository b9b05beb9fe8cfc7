using System.Reflection;
using System.Runtime.Loader;

namespace Autograd.GradientChecking.Tool.Loading;

/// <summary>
/// An assembly with what lies beside it. The framework and the checker are the tool's own, with all they need: types that pass
/// between both sides must be the same. Everything else is the assembly's, in its own versions.
/// </summary>
internal sealed class TargetContext(string path) : AssemblyLoadContext("checked assembly")
{
    private static readonly HashSet<string> Shared = SharedNames();

    private readonly AssemblyDependencyResolver _resolver = new(path);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (Shared.Contains(assemblyName.Name!))
            return Default.LoadFromAssemblyName(new AssemblyName(assemblyName.Name!));
        if (_resolver.ResolveAssemblyToPath(assemblyName) is { } resolved)
            return LoadFromAssemblyPath(resolved);

        // An assembly copied without its .deps.json names its dependencies nowhere; they lie beside it.
        var beside = Path.Combine(Path.GetDirectoryName(path)!, assemblyName.Name + ".dll");
        return File.Exists(beside) ? LoadFromAssemblyPath(beside) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } resolved ? LoadUnmanagedDllFromPath(resolved) : 0;

    private static HashSet<string> SharedNames()
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var assembly in new[] { typeof(Variable).Assembly, typeof(GradCheck).Assembly, typeof(Ilgpu.IlgpuDevices).Assembly })
        {
            names.Add(assembly.GetName().Name!);
            names.UnionWith(assembly.GetReferencedAssemblies().Select(name => name.Name!));
        }

        return names;
    }
}
