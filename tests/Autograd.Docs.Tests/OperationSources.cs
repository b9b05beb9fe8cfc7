using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autograd.Docs.Tests;

/// <summary>Reads what the operations' files say: the user's methods, the operations and their documentation.</summary>
internal static partial class OperationSources
{
    private static readonly CSharpParseOptions Parsing = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview).WithDocumentationMode(DocumentationMode.Parse);

    /// <summary>The files of the families' folders, in the order of the folders and of their names.</summary>
    public static IEnumerable<(string Family, OperationSource Source)> Read(string root)
    {
        var folder = Path.Combine(root, "src", "Autograd", "Ops");
        foreach (var family in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            foreach (var file in Directory.EnumerateFiles(family, "*.cs").Order(StringComparer.Ordinal))
            {
                var source = Read(Path.GetFileName(family), file);
                if (source.Methods.Count + source.Operations.Count > 0)
                    yield return (Path.GetFileName(family), source);
            }
        }
    }

    private static OperationSource Read(string family, string file)
    {
        var types = CSharpSyntaxTree.ParseText(File.ReadAllText(file), Parsing).GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().ToList();
        var members = types.Where(type => type.Identifier.Text == "Variable").SelectMany(type => type.Members).Where(member => Is(member, SyntaxKind.PublicKeyword));
        var operations = types.Where(type => type.BaseList is not null && type.Identifier.Text.EndsWith("Op", StringComparison.Ordinal) && !Is(type, SyntaxKind.AbstractKeyword));
        return new OperationSource(
            $"{family}/{Path.GetFileName(file)}",
            [.. members.Select(Method).OfType<DocumentedPart>()],
            [.. operations.Select(type => new DocumentedPart(type.Identifier.Text, Way(type), Text(type)))]);
    }

    private static bool Is(MemberDeclarationSyntax member, SyntaxKind modifier) => member.Modifiers.Any(modifier);

    private static DocumentedPart? Method(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => new(
            method.Identifier.Text, $"{(Is(method, SyntaxKind.StaticKeyword) ? "Variable" : "x")}.{method.Identifier.Text}({Parameters(method.ParameterList.Parameters)})", Text(method)),
        OperatorDeclarationSyntax operation => new(operation.OperatorToken.Text, Operator(operation), Text(operation)),
        PropertyDeclarationSyntax property => new(property.Identifier.Text, $"x.{property.Identifier.Text}", Text(property)),
        IndexerDeclarationSyntax indexer => new("this", $"x[{Parameters(indexer.ParameterList.Parameters)}]", Text(indexer)),
        _ => null,
    };

    private static string Operator(OperatorDeclarationSyntax operation)
    {
        var names = operation.ParameterList.Parameters.Select(parameter => parameter.Identifier.Text).ToArray();
        return names is [var only] ? $"{operation.OperatorToken.Text}{only}" : $"{names[0]} {operation.OperatorToken.Text} {names[1]}";
    }

    /// <summary>Names, with types where they tell something, and defaults.</summary>
    private static string Parameters(SeparatedSyntaxList<ParameterSyntax> parameters) =>
        string.Join(", ", parameters.Select(parameter => parameter.Identifier.Text + (parameter.Default is { } value ? $" = {value.Value}" : string.Empty)));

    private static string Way(ClassDeclarationSyntax type)
    {
        var name = type.BaseList!.Types[0].Type is SimpleNameSyntax simple ? simple.Identifier.Text : type.BaseList.Types[0].ToString();
        return name switch
        {
            "Operation" => "structured",
            "FusedOperation" => "fused",
            "CompareOperation" => "comparison",
            "UnaryOperation" or "CurvedOperation" or "BinaryOperation" or "TernaryOperation" => "rule",
            _ => name,
        };
    }

    /// <summary>Summary and remarks as one line of Markdown.</summary>
    private static string Text(SyntaxNode node)
    {
        var trivia = node.GetLeadingTrivia().Select(piece => piece.GetStructure()).OfType<DocumentationCommentTriviaSyntax>().LastOrDefault();
        if (trivia is null)
            return string.Empty;
        var lines = trivia.ToFullString().Split('\n').Select(line => Slashes().Replace(line, string.Empty));
        var document = XElement.Parse($"<doc>{string.Join('\n', lines)}</doc>", LoadOptions.PreserveWhitespace);
        var text = new StringBuilder();
        foreach (var part in document.Elements().Where(element => element.Name.LocalName is "summary" or "remarks"))
            Append(text.Append(' '), part);
        return Space().Replace(text.ToString(), " ").Trim().Replace("|", "\\|", StringComparison.Ordinal);
    }

    private static void Append(StringBuilder text, XElement element)
    {
        foreach (var node in element.Nodes())
        {
            switch (node)
            {
                case XText plain:
                    text.Append(plain.Value);
                    break;
                case XElement { Name.LocalName: "see" or "seealso" or "paramref" or "typeparamref" } reference:
                    text.Append('`').Append(ShortName(reference.FirstAttribute!.Value)).Append('`');
                    break;
                case XElement { Name.LocalName: "c" } code:
                    text.Append('`').Append(code.Value).Append('`');
                    break;
                case XElement inner:
                    Append(text.Append(' '), inner);
                    break;
            }
        }
    }

    /// <summary>A member's name without its parameters' types.</summary>
    private static string ShortName(string reference) => reference.Split('(')[0];

    [GeneratedRegex(@"^\s*///")]
    private static partial Regex Slashes();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
