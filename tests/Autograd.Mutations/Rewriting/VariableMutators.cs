using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autograd.Mutations.Rewriting;

/// <summary>Wrong derivatives written in Variables.</summary>
internal static class VariableMutators
{
    private const string Switch = "global::Autograd.MutationSwitch";

    /// <summary>A factor, a zero or an order of the elements passes these unchanged: one mutant outside them is enough.</summary>
    private static readonly HashSet<string> Linear = ["Reshape", "Contiguous", "T", "Sum", "Expand", "Squeeze", "Unsqueeze", "To", "Slice", "Detach"];

    /// <summary>Properties of which no element is read.</summary>
    private static readonly HashSet<string> Outside = ["Shape", "DType", "Device", "Rank", "Count", "Storage", "IsContiguous"];

    /// <summary>Calls that read no element of their arguments: place-holders, memory to write to, and shapes to fill.</summary>
    private static readonly HashSet<string> Blind = ["DonateOrAllocate", "ViewOfInput", "ViewOfOutput", "FillOut", "ZerosLike"];

    /// <summary>Calls that give memory to write to, or zeros.</summary>
    private static readonly HashSet<string> Blank = ["Allocate", "DonateOrAllocate", "ZerosLike", "LiteralZero", "WeightGradient", "BiasGradient"];

    /// <summary>Comparisons: next to a threshold a factor is no change at all.</summary>
    private static readonly HashSet<string> Comparing = ["EqualTo", "NotEqualTo", "Less", "LessOrEqual", "Greater", "GreaterOrEqual"];

    public static IEnumerable<Mutation> Of(ExpressionSyntax node, SemanticModel model, KnownTypes known)
    {
        if (node.IsKind(SyntaxKind.NullLiteralExpression) || node is ConditionalExpressionSyntax)
            yield break;
        if (!Code.IsFactor(node) && !IsReceiverOf(node, Linear) && HasElementsRead(node))
        {
            if (!IsSignless(node))
                yield return new Mutation("sign flipped", $"{Switch}.Negate({node})");
            if (!IsReceiverOf(node, Comparing))
                yield return new Mutation("× (1 + 1e-6)", $"{Switch}.Scale({node}, 1.000001)");
            if (Code.UserOf(node) is ArgumentSyntax)
            {
                yield return new Mutation("× 2", $"{Switch}.Scale({node}, 2)");
                yield return new Mutation("last element zeroed", $"{Switch}.ZeroLast({node})");
                yield return new Mutation("shifted by one place", $"{Switch}.Rotate({node})");
                yield return new Mutation("transposed", $"{Switch}.Transpose({node})");
            }
        }

        switch (node)
        {
            case BinaryExpressionSyntax binary:
                foreach (var mutation in Arithmetic.Of(binary).Where(mutation => IsVariable(binary.Right) || mutation.Mutator != "first term dropped"))
                    yield return mutation;
                break;
            case PrefixUnaryExpressionSyntax minus when minus.IsKind(SyntaxKind.UnaryMinusExpression):
                yield return new Mutation("sign dropped", minus.Operand.ToString());
                break;
            case MemberAccessExpressionSyntax access when IsVariable(access.Expression):
                yield return new Mutation($"{access.Name} dropped", access.Expression.ToString());
                break;
            case InvocationExpressionSyntax call:
                foreach (var mutation in Calls(call))
                    yield return mutation;
                break;
        }

        bool IsVariable(ExpressionSyntax part) => KnownTypes.Same(model.GetTypeInfo(part).Type, known.Variable);

        IEnumerable<Mutation> Calls(InvocationExpressionSyntax call)
        {
            if (call.Expression is MemberAccessExpressionSyntax access)
            {
                if (IsVariable(access.Expression))
                    yield return new Mutation($"{access.Name} dropped", access.Expression.ToString());
                else if (access.ToString() == "context.Input")
                    yield return new Mutation("output for input", "context.Output()");
                else if (access.ToString() == "context.Output")
                    yield return new Mutation("input for output", "context.Input(0)");
            }

            var variables = call.ArgumentList.Arguments.Select((argument, index) => (argument, index)).Where(pair => IsVariable(pair.argument.Expression)).ToList();
            foreach (var (argument, _) in variables)
                yield return new Mutation("call dropped", argument.Expression.ToString());
            if (variables.Count == 2)
                yield return new Mutation("arguments swapped", Code.Swapped(call, variables[0].index, variables[1].index));
        }
    }

    private static bool IsReceiverOf(ExpressionSyntax node, HashSet<string> members) =>
        Code.UserOf(node) is MemberAccessExpressionSyntax access && members.Contains(access.Name.Identifier.ValueText);

    /// <summary>Whether the value is read by what is the same for it and its negative: |v|, v = 0, v ≠ 0.</summary>
    private static bool IsSignless(ExpressionSyntax node) =>
        IsReceiverOf(node, ["Abs"])
        || (IsReceiverOf(node, ["EqualTo", "NotEqualTo"])
            && Code.UserOf(node)?.Parent is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.ValueText: "0" } }] });

    /// <summary>Whether the value counts for more than its shape, its memory or its presence.</summary>
    private static bool HasElementsRead(ExpressionSyntax node) =>
        !IsReceiverOf(node, Outside)
        && !Blank.Contains(NameOf(node))
        && Code.UserOf(node) is not IsPatternExpressionSyntax
        && !(Code.UserOf(node) is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && Blind.Contains(NameOf(call)));

    private static string NameOf(ExpressionSyntax node) => node switch
    {
        InvocationExpressionSyntax call => NameOf(call.Expression),
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };
}
