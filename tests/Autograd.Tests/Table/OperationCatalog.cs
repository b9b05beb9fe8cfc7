using Autograd.GradientChecking;
using Autograd.Ops;

namespace Autograd.Tests.Table;

/// <summary>Every operation and every class of samples there is, found by reflection: nothing is registered.</summary>
public static class OperationCatalog
{
    /// <summary>While an operation is written: the few to look at, by name and comma, instead of all.</summary>
    private static readonly string[]? Only = Environment.GetEnvironmentVariable("AUTOGRAD_TABLE_ONLY")?.Split(',');

    /// <summary>The samples, in the order of the operations' names.</summary>
    public static IReadOnlyList<OperationSamples> All { get; } =
    [
        .. typeof(OperationCatalog).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(OperationSamples)))
            .Select(type => (OperationSamples)Activator.CreateInstance(type)!)
            .Where(samples => IsWanted(samples.Operation))
            .OrderBy(samples => samples.Operation.Name, StringComparer.Ordinal),
    ];

    /// <summary>
    /// The operations that need samples: the concrete ones that can be named outside the file that makes them. A private
    /// nested operation is a part of the one function around it, and is tested with that.
    /// </summary>
    public static IReadOnlyList<Type> Operations { get; } =
    [
        .. typeof(Operation).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && !type.IsNestedPrivate && type.IsSubclassOf(typeof(Operation)) && IsWanted(type))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    /// <summary>An operation's name in the table: its class's without the ending.</summary>
    public static string NameOf(Type operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return operation.Name.EndsWith("Op", StringComparison.Ordinal) ? operation.Name[..^2] : operation.Name;
    }

    private static bool IsWanted(Type operation) => Only is null || Only.Contains(NameOf(operation));
}
