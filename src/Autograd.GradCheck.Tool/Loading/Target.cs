using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Autograd.GradientChecking.Tool.Loading;

/// <summary>The assembly under check, loaded.</summary>
internal sealed class Target
{
    private readonly string _file;

    private Target(string file, string name, IReadOnlyList<Type> types, string? note)
    {
        _file = file;
        Name = name;
        Types = types;
        Note = note;
    }

    /// <summary>The assembly's simple name.</summary>
    public string Name { get; }

    /// <summary>Its types.</summary>
    public IReadOnlyList<Type> Types { get; }

    /// <summary>What the user should know of what is really checked, or null.</summary>
    public string? Note { get; }

    /// <summary>Loads an assembly with its dependencies.</summary>
    /// <param name="file">Its file.</param>
    /// <exception cref="ToolException">It is not there, no assembly, or lacks a dependency.</exception>
    public static Target Load(string file)
    {
        var path = Path.GetFullPath(file);
        if (!File.Exists(path))
            throw new ToolException($"'{file}' is not there; give the path of a built assembly");
        return Guarded(file, () =>
        {
            var assembly = new TargetContext(path).LoadFromAssemblyPath(path);
            CheckVersion(assembly);
            return new Target(file, assembly.GetName().Name!, assembly.GetTypes(), OtherBuild(path));
        });
    }

    /// <summary>Reads something of the types: attributes and signatures load assemblies only when they are looked at.</summary>
    /// <exception cref="ToolException">A dependency is missing.</exception>
    public T Read<T>(Func<T> read) => Guarded(_file, read);

    private static T Guarded<T>(string file, Func<T> load)
    {
        try
        {
            return load();
        }
        catch (BadImageFormatException)
        {
            throw new ToolException($"'{file}' is no .NET assembly; give the path of a built assembly");
        }
        catch (ReflectionTypeLoadException error)
        {
            throw new ToolException($"'{file}' does not load: {error.LoaderExceptions.FirstOrDefault()?.Message ?? error.Message}");
        }
        catch (Exception error) when (error is FileLoadException or FileNotFoundException or TypeLoadException)
        {
            throw new ToolException($"'{file}' does not load: {error.Message}");
        }
    }

    /// <summary>The framework that runs is the tool's: it may not be older than what the assembly was built for.</summary>
    private static void CheckVersion(Assembly assembly)
    {
        foreach (var own in new[] { typeof(Variable).Assembly.GetName(), typeof(GradCheck).Assembly.GetName() })
        {
            var wanted = Array.Find(assembly.GetReferencedAssemblies(), name => name.Name == own.Name)?.Version;
            if (wanted is not null && wanted > own.Version)
                throw new ToolException($"{assembly.GetName().Name} is built for {own.Name} {wanted}, and the tool has {own.Version}; use a tool of the same version");
        }
    }

    /// <summary>A framework of another build beside the assembly would not be what the certificate speaks of.</summary>
    private static string? OtherBuild(string path)
    {
        var own = typeof(Variable).Assembly;
        var beside = Path.Combine(Path.GetDirectoryName(path)!, own.GetName().Name + ".dll");
        return File.Exists(beside) && BuildOf(beside) != own.ManifestModule.ModuleVersionId
            ? $"the {own.GetName().Name}.dll beside the assembly is another build than the tool's; the tool's is what runs"
            : null;
    }

    private static Guid BuildOf(string file)
    {
        using var stream = File.OpenRead(file);
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }
}
