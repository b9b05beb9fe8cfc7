using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Autograd.Mutations.Rewriting;

/// <summary>The core as the compiler sees it, from its sources, under the identity and with the friends of the built one.</summary>
internal sealed class CoreSources
{
    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp14, DocumentationMode.None);

    private CoreSources(string folder, CSharpCompilation compilation)
    {
        Folder = folder;
        Compilation = compilation;
    }

    public string Folder { get; }

    public CSharpCompilation Compilation { get; }

    /// <param name="folder">The core's project folder.</param>
    /// <param name="built">The core as built, from beside the tests.</param>
    public static CoreSources Read(string folder, string built)
    {
        var separator = Path.DirectorySeparatorChar;
        var trees = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{separator}obj{separator}", StringComparison.Ordinal) && !path.Contains($"{separator}bin{separator}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => Parse(File.ReadAllText(path), path))
            .ToList();
        using var resource = typeof(CoreSources).Assembly.GetManifestResourceStream("MutationSwitch.cs")!;
        trees.Add(Parse(new StreamReader(resource).ReadToEnd(), "MutationSwitch.cs"));
        trees.Add(Parse(Usings, "Usings.cs"));

        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var taken = platform.Select(Path.GetFileName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var packages = Directory.EnumerateFiles(Path.GetDirectoryName(built)!, "System.*.dll").Where(path => !taken.Contains(Path.GetFileName(path)));
        var references = platform.Concat(packages).Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)).ToList();

        var core = MetadataReference.CreateFromFile(built);
        var identity = (IAssemblySymbol)CSharpCompilation.Create("identity", references: [.. references, core]).GetAssemblyOrModuleSymbol(core)!;
        trees.Add(Parse(AttributesOf(identity), "Attributes.cs"));
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
        return new CoreSources(folder, CSharpCompilation.Create(identity.Name, trees, references, options));
    }

    public static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, Parsing, path);

    private static string AttributesOf(IAssemblySymbol core)
    {
        var friends = core.GetAttributes()
            .Where(attribute => attribute.AttributeClass?.Name == "InternalsVisibleToAttribute")
            .Select(attribute => $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{attribute.ConstructorArguments[0].Value}\")]");
        return string.Join('\n', friends.Prepend($"[assembly: System.Reflection.AssemblyVersion(\"{core.Identity.Version}\")]"));
    }
}
