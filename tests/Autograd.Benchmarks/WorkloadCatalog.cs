using Autograd.Benchmarks.Workloads;

namespace Autograd.Benchmarks;

/// <summary>All workloads, in the table's order.</summary>
internal static class WorkloadCatalog
{
    public static IReadOnlyList<Workload> All { get; } = [.. Products.All, .. Training.All, .. Chains.All, .. Elementwise.All];

    public static IReadOnlyList<Workload> Select(string names)
    {
        var wanted = names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var name in wanted)
        {
            if (All.All(w => w.Name != name))
                throw new ArgumentException($"figures: no workload '{name}'; choose from {string.Join(", ", All.Select(w => w.Name))}");
        }

        return wanted.Length == 0 ? All : [.. All.Where(w => wanted.Contains(w.Name))];
    }
}
