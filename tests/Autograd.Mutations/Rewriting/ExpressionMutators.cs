using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autograd.Mutations.Rewriting;

/// <summary>The ways to write an expression wrongly, by its type.</summary>
internal sealed class ExpressionMutators(SemanticModel model, KnownTypes known)
{
    public IEnumerable<Mutation> Of(ExpressionSyntax node)
    {
        if (!Code.IsValue(node) || model.GetSymbolInfo(node).Symbol is INamespaceOrTypeSymbol || model.GetTypeInfo(node).Type is not { } type)
            return [];
        var mutations = type switch
        {
            _ when known.IsReal(type) => RealMutators.Of(node, type.Name),
            _ when KnownTypes.Same(type, known.Variable) => VariableMutators.Of(node, model, known),
            _ when KnownTypes.Same(type, known.Saves) => NumberMutators.OfSaves(node),
            _ when KnownTypes.Same(type, known.Slice) => [new Mutation("region shifted", $"global::Autograd.MutationSwitch.Shift({node})")],
            { SpecialType: SpecialType.System_Boolean } => NumberMutators.OfBoolean(node),
            { SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 } => NumberMutators.OfInteger(node),
            { SpecialType: SpecialType.System_UInt32 } => NumberMutators.OfMask(node),
            { SpecialType: SpecialType.System_Double } => NumberMutators.OfDouble(node),
            _ => [],
        };
        var original = Code.OneLine(node);
        return mutations.Where(mutation => Code.OneLine(mutation.Text) != original).DistinctBy(mutation => Code.OneLine(mutation.Text)).ToList();
    }
}
