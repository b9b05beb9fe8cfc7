using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Autograd.Ops;

namespace Autograd.GradientChecking;

/// <summary>Finds how an operation without attributes is called: its shared instance, or a constructor without parameters.</summary>
internal static class OperationCaller
{
    internal const DynamicallyAccessedMemberTypes Members =
        DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.NonPublicFields
        | DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.NonPublicProperties
        | DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.NonPublicConstructors;

    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The operation's shared instance, or a new one.</summary>
    /// <exception cref="InvalidOperationException">It has neither.</exception>
    public static Operation Find([DynamicallyAccessedMembers(Members)] Type type)
    {
        if (type.GetProperty("Instance", Static)?.GetValue(null) is Operation byProperty)
            return byProperty;
        if (type.GetField("Instance", Static)?.GetValue(null) is Operation byField)
            return byField;
        if (!type.IsAbstract && type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []) is { } constructor)
            return (Operation)constructor.Invoke(null);
        throw new InvalidOperationException(
            $"gradcheck: {type.Name} has no static Instance and no constructor without parameters; say how it is called, .Call(x => …)");
    }

    /// <summary>How many inputs an elementwise operation takes, 0 where the type does not tell.</summary>
    public static int InputsOf(Type type)
    {
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (!parent.IsGenericType)
                continue;
            var definition = parent.GetGenericTypeDefinition();
            if (definition == typeof(UnaryOperation<>))
                return 1;
            if (definition == typeof(BinaryOperation<>))
                return 2;
            if (definition == typeof(TernaryOperation<>))
                return 3;
        }

        return 0;
    }

    /// <summary>The call; elementwise operations of several inputs get them broadcast, as users' calls do.</summary>
    public static Func<Variable[], Variable[]> Call(Operation operation, int outputs)
    {
        var broadcasts = InputsOf(operation.GetType());
        return inputs =>
        {
            if (broadcasts < 2 || inputs.Length != broadcasts)
                return Operation.ApplyMany(operation, inputs, outputs);
            var alike = (Variable[])inputs.Clone();

            // The second round brings the first ones to what the last has made of the shape.
            for (var round = 1; round < broadcasts; round++)
            {
                for (var i = 1; i < alike.Length; i++)
                    Broadcasting.Prepare(operation.Name, ref alike[i - 1], ref alike[i]);
            }

            return Operation.ApplyMany(operation, alike, outputs);
        };
    }
}
