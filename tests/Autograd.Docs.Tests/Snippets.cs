using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Autograd.Docs.Tests;

/// <summary>
/// A program made of a document's code blocks: their statements in order, then the types they declare. Every line keeps its
/// place in the document, so that compiler and stack traces name it.
/// </summary>
internal sealed partial class Snippets(IReadOnlyList<Fence> fences)
{
    private const string Usings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading.Tasks; "
        + "global using Autograd; global using Autograd.NN; global using Autograd.Ops; global using Autograd.GradientChecking; global using Autograd.Ilgpu;";

    /// <summary>Compares values with what the documents write.</summary>
    private const string Checks =
        """
        static class Shown
        {
            public static string Text(object? value) => value switch
            {
                null => "null",
                string text => text,
                Variable or Shape => value.ToString()!,
                System.Collections.IEnumerable items => "[" + string.Join(", ", items.Cast<object?>().Select(Text)) + "]",
                _ => FormattableString.Invariant($"{value}"),
            };

            public static void Check(string place, string expected, object? value)
            {
                // The display pads numbers to columns and breaks lines; the comments do neither.
                var text = Text(value).ReplaceLineEndings(" ");
                while (text.Contains("  "))
                    text = text.Replace("  ", " ");
                text = text.Replace("[ ", "[");
                if (expected.EndsWith('…') ? !text.StartsWith(expected[..^1], StringComparison.Ordinal) : text != expected)
                    throw new InvalidDataException($"{place}: the comment says {expected}, the value is {text}");
            }
        }
        """;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp14);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    // Snippets show one thing each: what they leave unused is no fault.
    private static readonly Dictionary<string, ReportDiagnostic> Allowed =
        new[] { "CS0105", "CS0168", "CS0219", "CS8321", "CS1701", "CS1702", "CS0162", "CS8019", "CS8933" }.ToDictionary(id => id, _ => ReportDiagnostic.Suppress);

    private readonly StringBuilder _statements = new();
    private readonly StringBuilder _types = new();
    private readonly StringBuilder _usings = new();

    /// <summary>The programs of a document.</summary>
    public static IEnumerable<Snippets> Of(string document)
    {
        var program = new List<Fence>();
        foreach (var fence in Fence.Of(document))
        {
            if (fence.Source is not null)
                continue;
            if (fence.IsFresh && program.Count > 0)
            {
                yield return new Snippets(program);
                program = [];
            }

            program.Add(fence);
        }

        if (program.Count > 0)
            yield return new Snippets(program);
    }

    /// <summary>Where the program begins.</summary>
    public override string ToString() => $"{fences[0].Document}:{fences[0].Line}";

    /// <summary>Compiles the program and runs it in an empty folder.</summary>
    /// <exception cref="SnippetException">It does not compile, threw, or gave something else than its comments say.</exception>
    public void Run()
    {
        foreach (var fence in fences)
            Add(fence);
        var (assembly, context) = Compile();
        var folder = Directory.CreateTempSubdirectory("autograd-docs").FullName;
        var (before, console) = (Directory.GetCurrentDirectory(), Console.Out);
        using var output = new StringWriter();
        try
        {
            Directory.SetCurrentDirectory(folder);
            Console.SetOut(output);
            RandomGenerator.SetSharedSeed(0);
            var main = assembly.EntryPoint!;
            main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, main.GetParameters().Length == 0 ? null : [Array.Empty<string>()], null);
        }
        catch (Exception exception) when (exception is not SnippetException)
        {
            throw new SnippetException($"{this} threw {exception}");
        }
        finally
        {
            Console.SetOut(console);
            Directory.SetCurrentDirectory(before);
            Directory.Delete(folder, recursive: true);
            context.Unload();
        }

        CheckPrinted(output.ToString().ReplaceLineEndings("\n").Split('\n'));
    }

    [GeneratedRegex(@"//\s*→\s*(?<expected>.*?)\s*$")]
    private static partial Regex Arrow();

    [GeneratedRegex(@"^\s*(?:(?:var|[A-Z]\w*|float|double|int|long|bool|string)[\w\[\]?<>,. ]*?\s+)?(?<name>[A-Za-z_]\w*)\s*=[^=>].*;\s*$")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"//\s*prints:\s*(?<expected>.*?)\s*$")]
    private static partial Regex Prints();

    /// <summary>A line with what its comment demands: <c>var y = x * x; // → [1, 4]</c> compares y's text.</summary>
    private static string WithCheck(string document, int number, string line)
    {
        var match = Arrow().Match(line);
        if (!match.Success)
            return line;
        var code = line[..match.Index];
        var assignment = Assignment().Match(code);
        if (!assignment.Success)
            throw new SnippetException($"{document}:{number}: '// →' follows an assignment or a declaration on one line");
        var expected = SymbolDisplay.FormatLiteral(match.Groups["expected"].Value, quote: true);
        return $"{code} Shown.Check(\"{document}:{number}\", {expected}, {assignment.Groups["name"].Value});";
    }

    private void Add(Fence fence)
    {
        var lines = fence.Code.Select((line, i) => WithCheck(fence.Document, fence.Line + i, line));
        var text = SourceText.From(string.Join('\n', lines));
        var unit = CSharpSyntaxTree.ParseText(text, Parsing).GetCompilationUnitRoot();
        foreach (var directive in unit.Usings)
            _usings.Append(directive).Append('\n');
        if (!fence.Runs)
            _statements.Append("void NotRun").Append(fence.Line).Append("() {\n");
        foreach (var member in unit.Members)
        {
            var target = member is GlobalStatementSyntax ? _statements : _types;
            var line = fence.Line + text.Lines.GetLineFromPosition(member.SpanStart).LineNumber;
            target.Append("#line ").Append(line).Append(" \"").Append(fence.Document).Append("\"\n").Append(member).Append('\n');
        }

        if (!fence.Runs)
            _statements.Append("}\n");
    }

    private (Assembly Assembly, AssemblyLoadContext Context) Compile()
    {
        // Only types: there is nothing to start.
        if (_statements.Length == 0)
            _statements.Append("return;\n");
        var program = $"{_usings}\n{_statements}\n{_types}\n#line default\n{Checks}";
        var options = new CSharpCompilationOptions(
            OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Debug, specificDiagnosticOptions: Allowed);
        SyntaxTree[] trees =
        [
            CSharpSyntaxTree.ParseText(Usings, Parsing, "usings.cs", Encoding.UTF8),
            CSharpSyntaxTree.ParseText(program, Parsing, fences[0].Document, Encoding.UTF8),
        ];
        var compilation = CSharpCompilation.Create($"Snippet{Guid.NewGuid():N}", trees, References, options);
        using var code = new MemoryStream();
        using var symbols = new MemoryStream();
        var result = compilation.Emit(code, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        var faults = result.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning).ToArray();
        if (faults.Length > 0)
            throw new SnippetException(string.Join('\n', faults.Select(Describe)));
        (code.Position, symbols.Position) = (0, 0);
        var context = new AssemblyLoadContext(ToString(), isCollectible: true);
        return (context.LoadFromStream(code, symbols), context);
    }

    private static string Describe(Diagnostic fault)
    {
        var place = fault.Location.GetMappedLineSpan();
        return $"{place.Path}:{place.StartLinePosition.Line + 1}: {fault.Id} {fault.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
    }

    /// <summary>What the comments say is printed must come in their order; other lines may stand between.</summary>
    private void CheckPrinted(string[] printed)
    {
        var next = 0;
        foreach (var fence in fences.Where(fence => fence.Runs))
        {
            for (var i = 0; i < fence.Code.Count; i++)
            {
                if (Prints().Match(fence.Code[i]) is not { Success: true } match)
                    continue;
                var expected = match.Groups["expected"].Value;
                var from = next;
                while (next < printed.Length && !Fits(expected, printed[next].Trim()))
                    next++;
                if (next++ == printed.Length)
                    throw new SnippetException($"{fence.Document}:{fence.Line + i}: the comment says it prints {expected}; from there it printed\n{string.Join('\n', printed[from..])}");
            }
        }
    }

    private static bool Fits(string expected, string line) =>
        expected.EndsWith('…') ? line.StartsWith(expected[..^1], StringComparison.Ordinal) : line == expected;
}
