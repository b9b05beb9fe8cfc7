using Autograd.GradientChecking;
using Autograd.Tests.Table;

namespace Autograd.Ilgpu.Tests.Table;

/// <summary>The operation table's samples by the name of what they are for.</summary>
internal static class TableCase
{
    private static readonly Lazy<SortedDictionary<string, OperationSample[]>> ByName = new(Find);

    /// <summary>The operations' names, and those of the methods that compose them.</summary>
    public static IEnumerable<string> Names => ByName.Value.Keys;

    /// <summary>The samples of an operation or a method.</summary>
    public static IReadOnlyList<OperationSample> Of(string name) => ByName.Value[name];

    private static SortedDictionary<string, OperationSample[]> Find()
    {
        var found = new SortedDictionary<string, OperationSample[]>(StringComparer.Ordinal);
        foreach (var samples in OperationCatalog.All)
            found.Add(OperationCatalog.NameOf(samples.Operation), [.. samples.Samples()]);
        foreach (var type in typeof(MethodSamples).Assembly.GetTypes())
        {
            if (type.IsAbstract || !type.IsSubclassOf(typeof(MethodSamples)))
                continue;
            var samples = (MethodSamples)Activator.CreateInstance(type)!;
            found.Add($"method {samples.Method}", [.. samples.Samples()]);
        }

        return found;
    }
}
