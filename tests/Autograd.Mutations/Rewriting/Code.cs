using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autograd.Mutations.Rewriting;

/// <summary>Questions about a piece of code.</summary>
internal static class Code
{
    /// <summary>Whether the node gives a value that another expression may stand for.</summary>
    public static bool IsValue(ExpressionSyntax node)
    {
        if (node is ParenthesizedExpressionSyntax or AssignmentExpressionSyntax or TypeSyntax and not SimpleNameSyntax)
            return false;
        if (Declares(node))
            return false;
        return node.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left != node,
            ArgumentSyntax argument => argument.RefKindKeyword.IsKind(SyntaxKind.None),
            MemberAccessExpressionSyntax access => access.Name != node,
            InvocationExpressionSyntax invocation => invocation.Expression != node,
            PostfixUnaryExpressionSyntax postfix => postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression),
            PrefixUnaryExpressionSyntax prefix => !prefix.IsKind(SyntaxKind.PreIncrementExpression) && !prefix.IsKind(SyntaxKind.PreDecrementExpression),
            NameColonSyntax or GenericNameSyntax or QualifiedNameSyntax or PatternSyntax => false,
            ExpressionStatementSyntax => false,
            _ => true,
        };
    }

    /// <summary>Whether the code declares variables, by a pattern, an out argument or a deconstruction: code behind it may use them, so it can neither be written twice nor go into a block.</summary>
    public static bool Declares(SyntaxNode node) =>
        node.DescendantNodesAndSelf().Any(inner => inner is DeclarationPatternSyntax or RecursivePatternSyntax or DeclarationExpressionSyntax or SingleVariableDesignationSyntax);

    /// <summary>What the value is used in, parentheses and ! aside.</summary>
    public static SyntaxNode? UserOf(ExpressionSyntax node)
    {
        var parent = node.Parent;
        while (parent is ParenthesizedExpressionSyntax || (parent is PostfixUnaryExpressionSyntax postfix && postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression)))
            parent = parent.Parent;
        return parent;
    }

    /// <summary>Whether a factor on this value is the same as one on the product, quotient or negative it is a part of.</summary>
    public static bool IsFactor(ExpressionSyntax node) =>
        UserOf(node) is { } user && (user.IsKind(SyntaxKind.MultiplyExpression) || user.IsKind(SyntaxKind.DivideExpression) || user.IsKind(SyntaxKind.UnaryMinusExpression));

    /// <summary>Whether the value is one of the two that If… compares, or a part of one.</summary>
    public static bool IsCompared(ExpressionSyntax node) =>
        node.AncestorsAndSelf().OfType<ArgumentSyntax>().Any(argument =>
            argument.Parent is ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list
            && Choice(call) is not null && list.Arguments.IndexOf(argument) < 2);

    /// <summary>The name of the If… a call is of, or null.</summary>
    public static string? Choice(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "IfLess" or "IfLessOrEqual" or "IfEqual" } access
        && call.ArgumentList.Arguments.Count == 4
            ? access.Name.Identifier.ValueText
            : null;

    /// <summary>The call with other arguments.</summary>
    public static string Call(InvocationExpressionSyntax call, IEnumerable<string> arguments) =>
        $"{call.Expression}({string.Join(", ", arguments)})";

    /// <summary>The call with two arguments exchanged.</summary>
    public static string Swapped(InvocationExpressionSyntax call, int first, int second)
    {
        var arguments = call.ArgumentList.Arguments.Select(argument => argument.ToString()).ToArray();
        (arguments[first], arguments[second]) = (arguments[second], arguments[first]);
        return Call(call, arguments);
    }

    /// <summary>A change as it is shown: a single name or number within what it is a part of.</summary>
    public static (string Original, string Mutated) InContext(ExpressionSyntax node, string mutated)
    {
        if (node is not (LiteralExpressionSyntax or SimpleNameSyntax) || node.Ancestors().FirstOrDefault(IsWhole) is not { } whole)
            return (OneLine(node), OneLine(mutated));
        var text = whole.ToString();
        var start = node.SpanStart - whole.SpanStart;
        return (OneLine(text), OneLine(string.Concat(text.AsSpan(0, start), mutated, text.AsSpan(start + node.Span.Length))));
    }

    /// <summary>The code on one line.</summary>
    public static string OneLine(SyntaxNode node) => OneLine(node.ToString());

    /// <summary>The code on one line.</summary>
    public static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool IsWhole(SyntaxNode node) =>
        node is InvocationExpressionSyntax or BinaryExpressionSyntax or ElementAccessExpressionSyntax or AssignmentExpressionSyntax
            or VariableDeclaratorSyntax or ReturnStatementSyntax or ConditionalExpressionSyntax;
}
