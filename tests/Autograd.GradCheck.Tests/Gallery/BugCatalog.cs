using Autograd.GradientChecking.Tests.Gallery.Bugs;

namespace Autograd.GradientChecking.Tests.Gallery;

/// <summary>Every planted bug.</summary>
internal static class BugCatalog
{
    /// <summary>The families in the document's order.</summary>
    public static IReadOnlyList<IPlantedBugs> Families { get; } =
        [new FactorBugs(), new TermBugs(), new PlaceBugs(), new ElementBugs(), new RegionBugs(), new CotangentBugs(), new OrderBugs(), new StateBugs(), new ContractBugs()];

    public static IReadOnlyList<PlantedBug> All { get; } = [.. Families.SelectMany(family => family.All)];

    public static PlantedBug Get(string name) => All.Single(bug => bug.Name == name);
}
