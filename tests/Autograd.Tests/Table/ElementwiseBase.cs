using Autograd.Ops;

namespace Autograd.Tests.Table;

/// <summary>The class of an elementwise operation that its rule is an argument of.</summary>
internal static class ElementwiseBase
{
    private static readonly Type[] Definitions = [typeof(UnaryOperation<>), typeof(BinaryOperation<>), typeof(TernaryOperation<>)];

    /// <summary>The nearest such class that an operation comes from, however far up; null where it comes from none.</summary>
    public static Type? Of(Type operation)
    {
        for (var type = operation.BaseType; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && Definitions.Contains(type.GetGenericTypeDefinition()))
                return type;
        }

        return null;
    }
}
