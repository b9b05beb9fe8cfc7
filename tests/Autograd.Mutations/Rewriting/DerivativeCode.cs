using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autograd.Mutations.Rewriting;

/// <summary>Finds the code that derivatives consist of: the members every operation has for it, and the helpers only these use.</summary>
internal static class DerivativeCode
{
    private static readonly HashSet<string> OperationMembers = ["Vjp", "Jvp", "TryVjp", "Decompose", "DecomposeMany", "Step", "SavesFor"];

    private static readonly HashSet<string> RuleMembers =
        ["Partial", "PartialFirst", "PartialSecond", "PartialThird", "Saves", "SavesForFirst", "SavesForSecond", "SavesForThird"];

    private static readonly HashSet<string> CellMembers = ["Vjp"];

    public static IEnumerable<DerivativeMember> In(SyntaxTree tree, SemanticModel model, KnownTypes known)
    {
        foreach (var declaration in tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>())
        {
            if (model.GetDeclaredSymbol(declaration) is not { } type)
                continue;
            if (known.IsOperation(type))
            {
                foreach (var member in MembersOf(declaration, model))
                    yield return new DerivativeMember(NameOf(type), NameOf(member), member);
            }
            else if ((known.IsRule(type) || known.IsCell(type)) && type.ContainingType is { } operation)
            {
                var names = known.IsCell(type) ? CellMembers : RuleMembers;
                foreach (var member in declaration.Members.Where(member => names.Contains(NameOf(member)) && HasCode(member)))
                    yield return new DerivativeMember(NameOf(operation), $"{type.Name}.{NameOf(member)}", member);
            }
        }
    }

    private static List<MemberDeclarationSyntax> MembersOf(TypeDeclarationSyntax type, SemanticModel model)
    {
        var found = type.Members.Where(member => OperationMembers.Contains(NameOf(member)) && HasCode(member)).ToList();

        // A private helper that nothing but derivative code calls is derivative code; so are its own helpers.
        var helpers = type.Members.OfType<MethodDeclarationSyntax>().Where(method => method.Modifiers.Any(SyntaxKind.PrivateKeyword) && HasCode(method)).ToList();
        bool grown;
        do
        {
            grown = false;
            foreach (var helper in helpers.Except(found).ToList())
            {
                var symbol = model.GetDeclaredSymbol(helper);
                var users = type.Members
                    .Where(member => member != helper && member.DescendantNodes().OfType<SimpleNameSyntax>().Any(name => Refers(name, symbol, model)))
                    .ToList();
                if (users.Count > 0 && users.TrueForAll(found.Contains))
                {
                    found.Add(helper);
                    grown = true;
                }
            }
        }
        while (grown);
        return found;
    }

    private static bool Refers(SimpleNameSyntax name, ISymbol? method, SemanticModel model) =>
        name.Identifier.ValueText == method?.Name && KnownTypes.Same(model.GetSymbolInfo(name).Symbol?.OriginalDefinition, method);

    private static bool HasCode(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.ExpressionBody is not null || method.Body is { Statements.Count: > 0 },
        PropertyDeclarationSyntax property => property.ExpressionBody is not null,
        _ => false,
    };

    private static string NameOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        _ => "",
    };

    private static string NameOf(INamedTypeSymbol type) => $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";
}
