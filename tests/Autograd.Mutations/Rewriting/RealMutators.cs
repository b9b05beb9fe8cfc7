using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autograd.Mutations.Rewriting;

/// <summary>Wrong mathematics in a rule, for values of its generic number type.</summary>
internal static class RealMutators
{
    public static IEnumerable<Mutation> Of(ExpressionSyntax node, string number)
    {
        var text = node.ToString();
        if (text == $"{number}.Zero")
            return [new Mutation("constant changed", $"{number}.One")];
        var mutations = new List<Mutation>();
        if (text == $"{number}.One")
            mutations.Add(new Mutation("constant changed", $"{number}.Zero"));
        AddFactors(mutations, node, number);
        switch (node)
        {
            case BinaryExpressionSyntax binary:
                mutations.AddRange(Arithmetic.Of(binary));
                break;
            case PrefixUnaryExpressionSyntax minus when minus.IsKind(SyntaxKind.UnaryMinusExpression):
                mutations.Add(new Mutation("sign dropped", minus.Operand.ToString()));
                break;
            case InvocationExpressionSyntax call:
                AddCalls(mutations, call);
                break;
            case IdentifierNameSyntax name:
                mutations.AddRange(Others(name).Select(other => new Mutation("other argument used", other)));
                break;
        }

        return mutations;
    }

    private static void AddFactors(List<Mutation> mutations, ExpressionSyntax node, string number)
    {
        if (Code.IsFactor(node))
            return;
        if (Code.IsCompared(node))
        {
            // Near a threshold a factor is no change at all, but a sign is.
            if (Code.UserOf(node) is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && Code.Choice(call) is not null and not "IfEqual")
                mutations.Add(new Mutation("sign flipped", $"-({node})"));
            return;
        }

        if (node is not PrefixUnaryExpressionSyntax && !IsOfEven(node))
            mutations.Add(new Mutation("sign flipped", $"-({node})"));
        mutations.Add(new Mutation("× (1 + 1e-6)", $"({node}) * {number}.Constant(1.000001)"));
        mutations.Add(new Mutation("× 2", $"({node}) * {number}.Constant(2)"));
        if (node.Parent is ArrowExpressionClauseSyntax or ReturnStatementSyntax)
            mutations.Add(new Mutation("zero", $"({node}) * {number}.Zero"));
    }

    /// <summary>Whether the value is the argument of a function that is the same for it and its negative.</summary>
    private static bool IsOfEven(ExpressionSyntax node) =>
        Code.UserOf(node) is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Abs" or "Cos" } } };

    private static void AddCalls(List<Mutation> mutations, InvocationExpressionSyntax call)
    {
        if (Code.Choice(call) is { } choice)
        {
            mutations.Add(new Mutation("branches swapped", Code.Swapped(call, 2, 3)));
            if (choice != "IfEqual")
            {
                mutations.Add(new Mutation("comparison reversed", Code.Swapped(call, 0, 1)));
                var other = choice == "IfLess" ? "IfLessOrEqual" : "IfLess";
                var access = (MemberAccessExpressionSyntax)call.Expression;
                mutations.Add(new Mutation("boundary moved", $"{access.Expression}.{other}{call.ArgumentList}"));
            }

            mutations.Add(new Mutation("first branch only", call.ArgumentList.Arguments[2].ToString()));
            mutations.Add(new Mutation("second branch only", call.ArgumentList.Arguments[3].ToString()));
        }
        else if (call.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Constant" })
        {
            mutations.Add(new Mutation("function dropped", call.ArgumentList.Arguments[0].ToString()));
            if (call.ArgumentList.Arguments.Count == 2 && call.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Min" or "Max" })
                mutations.Add(new Mutation("arguments swapped", Code.Swapped(call, 0, 1)));
        }
    }

    /// <summary>The rule's other arguments: the input for the output, the first for the second.</summary>
    private static IEnumerable<string> Others(IdentifierNameSyntax name)
    {
        var parameters = name.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.ParameterList.Parameters.Select(one => one.Identifier.ValueText).ToList() ?? [];
        var own = name.Identifier.ValueText;
        return parameters.Contains(own) ? parameters.Where(other => other != own) : [];
    }
}
