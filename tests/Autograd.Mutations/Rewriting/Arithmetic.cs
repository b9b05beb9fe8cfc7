using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autograd.Mutations.Rewriting;

/// <summary>Wrong sums, differences, products and quotients.</summary>
internal static class Arithmetic
{
    public static IEnumerable<Mutation> Of(BinaryExpressionSyntax node)
    {
        var (left, right) = (node.Left.ToString(), node.Right.ToString());
        switch (node.Kind())
        {
            case SyntaxKind.AddExpression:
                yield return new Mutation("+ to −", $"({left}) - ({right})");
                break;
            case SyntaxKind.SubtractExpression:
                yield return new Mutation("− to +", $"({left}) + ({right})");
                yield return new Mutation("operands swapped", $"({right}) - ({left})");
                break;
            case SyntaxKind.MultiplyExpression:
                yield return new Mutation("× to ÷", $"({left}) / ({right})");
                break;
            case SyntaxKind.DivideExpression:
                yield return new Mutation("÷ to ×", $"({left}) * ({right})");
                yield return new Mutation("operands swapped", $"({right}) / ({left})");
                break;
            default:
                yield break;
        }

        yield return new Mutation("second term dropped", left);
        yield return new Mutation("first term dropped", right);
    }
}
