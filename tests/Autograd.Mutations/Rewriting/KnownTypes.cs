using Microsoft.CodeAnalysis;

namespace Autograd.Mutations.Rewriting;

/// <summary>The core's types that derivative code is written in.</summary>
internal sealed class KnownTypes(Compilation compilation)
{
    public INamedTypeSymbol Operation { get; } = Find(compilation, "Autograd.Ops.Operation");

    public INamedTypeSymbol Variable { get; } = Find(compilation, "Autograd.Variable");

    public INamedTypeSymbol Saves { get; } = Find(compilation, "Autograd.Ops.Saves");

    public INamedTypeSymbol Slice { get; } = Find(compilation, "Autograd.SliceOp");

    private INamedTypeSymbol Real { get; } = Find(compilation, "Autograd.Numerics.IReal`1");

    private INamedTypeSymbol UnaryRule { get; } = Find(compilation, "Autograd.Ops.IUnaryRule");

    private INamedTypeSymbol BinaryRule { get; } = Find(compilation, "Autograd.Ops.IBinaryRule");

    private INamedTypeSymbol TernaryRule { get; } = Find(compilation, "Autograd.Ops.ITernaryRule");

    private INamedTypeSymbol RecurrentCell { get; } = Find(compilation, "Autograd.Ops.IRecurrentCell");

    /// <summary>Whether a type is an operation, or a base class of operations that has derivative code.</summary>
    public bool IsOperation(INamedTypeSymbol type)
    {
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (Same(parent, Operation))
                return true;
        }

        return false;
    }

    /// <summary>Whether a type is the rule of an elementwise operation with derivatives.</summary>
    public bool IsRule(INamedTypeSymbol type) => type.AllInterfaces.Any(one => Same(one, UnaryRule) || Same(one, BinaryRule) || Same(one, TernaryRule));

    /// <summary>Whether a type is the mathematics of a recurrent layer.</summary>
    public bool IsCell(INamedTypeSymbol type) => type.AllInterfaces.Any(one => Same(one, RecurrentCell));

    /// <summary>Whether a type is a rule's generic number type.</summary>
    public bool IsReal(ITypeSymbol type) =>
        type is ITypeParameterSymbol parameter && parameter.ConstraintTypes.Any(one => Same(one.OriginalDefinition, Real));

    public static bool Same(ISymbol? one, ISymbol? other) => SymbolEqualityComparer.Default.Equals(one, other);

    private static INamedTypeSymbol Find(Compilation compilation, string name) =>
        compilation.GetTypeByMetadataName(name) ?? throw new InvalidOperationException($"mutations: the core has no type {name}");
}
