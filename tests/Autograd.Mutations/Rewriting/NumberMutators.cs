using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autograd.Mutations.Rewriting;

/// <summary>Wrong C# numbers: indices, axes, lengths and factors.</summary>
internal static class NumberMutators
{
    public static IEnumerable<Mutation> OfInteger(ExpressionSyntax node)
    {
        if (Code.UserOf(node) is BinaryExpressionSyntax user && IsComparison(user))
            yield break;
        switch (node)
        {
            case LiteralExpressionSyntax { Token.Value: int value }:
                yield return new Mutation("one more", $"{value + 1}");
                if (value > 0)
                    yield return new Mutation("one less", $"{value - 1}");
                break;
            case BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.AddExpression) || binary.IsKind(SyntaxKind.SubtractExpression) || binary.IsKind(SyntaxKind.MultiplyExpression):
                foreach (var mutation in Arithmetic.Of(binary).Where(one => one.Mutator is not "× to ÷"))
                    yield return mutation;
                break;
            case SimpleNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or InvocationExpressionSyntax:
                yield return new Mutation("one more", $"{node} + 1");
                yield return new Mutation("one less", $"{node} - 1");
                break;
        }
    }

    public static IEnumerable<Mutation> OfMask(ExpressionSyntax node)
    {
        if (node is not SimpleNameSyntax)
            yield break;
        yield return new Mutation("first axis toggled", $"{node} ^ 1u");
        yield return new Mutation("last axis dropped", $"({node} & ~(0x80000000u >> global::System.Numerics.BitOperations.LeadingZeroCount({node})))");
        yield return new Mutation("no axis", $"{node} & 0u");
    }

    public static IEnumerable<Mutation> OfDouble(ExpressionSyntax node)
    {
        if (node is LiteralExpressionSyntax { Token.ValueText: "0" } || Code.IsFactor(node))
            yield break;
        yield return new Mutation("sign flipped", $"-({node})");
        if (node.ToString().EndsWith("Infinity", StringComparison.Ordinal))
            yield break;

        // Next to a threshold a factor is no change at all.
        if (Code.UserOf(node) is BinaryExpressionSyntax user && IsComparison(user) && !user.IsKind(SyntaxKind.EqualsExpression))
            yield break;
        yield return new Mutation("× (1 + 1e-6)", $"({node}) * 1.000001");
        yield return new Mutation("× 2", $"({node}) * 2");
        if (node is BinaryExpressionSyntax binary)
        {
            foreach (var mutation in Arithmetic.Of(binary))
                yield return mutation;
        }
    }

    public static IEnumerable<Mutation> OfBoolean(ExpressionSyntax node)
    {
        if (node.IsKind(SyntaxKind.TrueLiteralExpression))
            yield return new Mutation("true to false", "false");
        else if (node.IsKind(SyntaxKind.FalseLiteralExpression))
            yield return new Mutation("false to true", "true");
        else
            yield return new Mutation("negated", $"!({node})");
        if (node is not BinaryExpressionSyntax binary)
            yield break;
        var other = binary.Kind() switch
        {
            SyntaxKind.LessThanExpression => "<=",
            SyntaxKind.LessThanOrEqualExpression => "<",
            SyntaxKind.GreaterThanExpression => ">=",
            SyntaxKind.GreaterThanOrEqualExpression => ">",
            SyntaxKind.LogicalAndExpression => "||",
            SyntaxKind.LogicalOrExpression => "&&",
            _ => null,
        };
        if (other is not null)
            yield return new Mutation($"{binary.OperatorToken} to {other}", $"({binary.Left}) {other} ({binary.Right})");
    }

    /// <summary>A derivative's declaration of what it reads: without it the value is not there.</summary>
    public static IEnumerable<Mutation> OfSaves(ExpressionSyntax node)
    {
        if (node is MemberAccessExpressionSyntax && node.ToString() != "Saves.None")
            yield return new Mutation("not saved", "Saves.None");
    }

    private static bool IsComparison(BinaryExpressionSyntax node) => node.Kind() is
        SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression
        or SyntaxKind.GreaterThanOrEqualExpression or SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression;
}
