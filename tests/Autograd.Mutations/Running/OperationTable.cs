using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Autograd.Mutations.Running;

/// <summary>The operation table, seen through reflection: its types are made of the mutated core's, not of this program's.</summary>
internal sealed class OperationTable
{
    private readonly List<(string Name, Delegate Run)> _suites = [];
    private readonly List<(Type Operation, List<object> Samples)> _samples = [];

    public OperationTable(Assembly tests)
    {
        foreach (ITuple suite in Elements(tests, "Autograd.Tests.Table.OperationSuites"))
            _suites.Add(((string)suite[0]!, (Delegate)suite[1]!));
        foreach (var samples in Elements(tests, "Autograd.Tests.Table.OperationCatalog"))
        {
            var operation = (Type)Get(samples, "Operation");
            var list = ((IEnumerable)samples.GetType().GetMethod("Samples")!.Invoke(samples, null)!).Cast<object>().OrderBy(Size).ToList();
            _samples.Add((operation, list));
        }
    }

    /// <summary>Every suite over every sample of an operation, or of all operations derived from a base class; small samples first.</summary>
    /// <param name="operation">The full name of the operation's type.</param>
    public List<TableCheck> ChecksOf(string operation) =>
    [
        .. from entry in _samples
           where Bases(entry.Operation).Contains(operation)
           from sample in entry.Samples
           from suite in _suites
           select new TableCheck($"{suite.Name}/{sample}", () => Run(suite.Run, sample)),
    ];

    private static IEnumerable Elements(Assembly tests, string type) =>
        (IEnumerable)(tests.GetType(type, throwOnError: true)!.GetProperty("All")?.GetValue(null) ?? throw new InvalidOperationException($"mutations: {type} has no All"));

    private static object Get(object owner, string property) => owner.GetType().GetProperty(property)!.GetValue(owner)!;

    private static long Size(object sample) => ((IEnumerable)Get(sample, "Inputs")).Cast<object>().Sum(input => (long)Get(Get(input, "Shape"), "Count"));

    private static IEnumerable<string?> Bases(Type? type)
    {
        for (; type is not null; type = type.BaseType)
            yield return (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName;
    }

    private static void Run(Delegate suite, object sample) =>
        suite.Method.Invoke(suite.Target, BindingFlags.DoNotWrapExceptions, null, [sample], null);
}
