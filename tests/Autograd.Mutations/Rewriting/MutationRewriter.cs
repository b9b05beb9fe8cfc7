using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autograd.Mutations.Rewriting;

/// <summary>
/// Rewrites one member so that each of its mutants is chosen by number at run time: all are compiled at once. A mutant
/// contains the right code of its parts; only what is not chosen goes on to the mutants inside.
/// </summary>
internal sealed class MutationRewriter(
    DerivativeMember member, string file, ExpressionMutators mutators, IReadOnlySet<int> dropped, List<Mutant> mutants) : CSharpSyntaxRewriter
{
    private readonly Dictionary<(string, string), int> _occurrences = [];

    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        var rewritten = base.Visit(node);
        return (node, rewritten) switch
        {
            (ExpressionStatementSyntax statement, ExpressionStatementSyntax inside) => Statement(statement, inside),
            (ArrowExpressionClauseSyntax, _) => rewritten,
            (ExpressionSyntax expression, ExpressionSyntax inside) => Expression(expression, inside),
            _ => rewritten,
        };
    }

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var inside = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
        var isVoid = node.ReturnType.ToString() == "void";
        if (isVoid && node.ExpressionBody is { } arrow && inside.ExpressionBody is { } rewritten)
        {
            var body = Alternatives(arrow.Expression, $"{rewritten.Expression};");
            return inside.WithExpressionBody(null).WithSemicolonToken(default).WithBody((BlockSyntax)SyntaxFactory.ParseStatement($"{{ {body} }}"));
        }

        if (node.Body is { Statements.Count: > 1 } && inside.Body is { } block && (isVoid || node.Identifier.ValueText == "TryVjp"))
        {
            if (Add(node.Identifier, "removed", node.Identifier.ValueText, "nothing") is { } id)
            {
                var leave = SyntaxFactory.ParseStatement($" if ({Is(id)}) return{(isVoid ? "" : " true")}; ");
                return inside.WithBody(block.WithStatements(block.Statements.Insert(0, leave)));
            }
        }

        return inside;
    }

    private static string Is(int id) => $"global::Autograd.MutationSwitch.Is({id})";

    private ExpressionSyntax Expression(ExpressionSyntax node, ExpressionSyntax inside)
    {
        var text = inside.ToString();
        foreach (var mutation in mutators.Of(node))
        {
            var (original, mutated) = Code.InContext(node, mutation.Text);
            if (Add(node, mutation.Mutator, original, mutated) is { } id)
                text = $"({Is(id)} ? ({mutation.Text}) : {text})";
        }

        return text == inside.ToString() ? inside : SyntaxFactory.ParseExpression(text).WithTriviaFrom(inside);
    }

    private StatementSyntax Statement(ExpressionStatementSyntax node, ExpressionStatementSyntax inside)
    {
        var text = Alternatives(node.Expression, inside.ToString());
        return text == inside.ToString() ? inside : SyntaxFactory.ParseStatement(text).WithTriviaFrom(inside);
    }

    private string Alternatives(ExpressionSyntax node, string text)
    {
        if (node is not (InvocationExpressionSyntax or AssignmentExpressionSyntax) || Code.Declares(node))
            return text;
        if (Add(node, "statement removed", Code.OneLine(node), "nothing") is { } removed)
            text = $"if (!{Is(removed)}) {text}";
        if (node is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "SetLinear" } } call)
            return Block(text);
        foreach (var (mutator, factor) in new[] { ("× (1 + 1e-6)", "1.000001"), ("sign flipped", "-1"), ("× 2", "2") })
        {
            var wrong = $"global::Autograd.MutationSwitch.SetLinear(context, {call.ArgumentList.Arguments[0]}, {factor})";
            if (Add(node, mutator, Code.OneLine(node), wrong) is { } id)
                text = $"if ({Is(id)}) {wrong}; else {Block(text)}";
        }

        return Block(text);
    }

    /// <summary>Braces keep an else in front of the statement from meeting an if inside it.</summary>
    private static string Block(string text) => $"{{ {text} }}";

    private int? Add(SyntaxNodeOrToken place, string mutator, string original, string mutated)
    {
        var id = mutants.Count + 1;
        var occurrence = _occurrences.GetValueOrDefault((original, mutated));
        _occurrences[(original, mutated)] = occurrence + 1;
        var line = place.GetLocation()!.GetLineSpan().StartLinePosition.Line + 1;
        var shown = mutated.Replace("global::Autograd.MutationSwitch.", "", StringComparison.Ordinal).Replace("global::System.Numerics.", "", StringComparison.Ordinal);
        mutants.Add(new Mutant(id, member.Operation, member.Name, file, line, mutator, original, shown, occurrence));
        return dropped.Contains(id) ? null : id;
    }
}
