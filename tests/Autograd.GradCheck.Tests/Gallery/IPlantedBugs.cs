namespace Autograd.GradientChecking.Tests.Gallery;

/// <summary>A family of planted bugs.</summary>
public interface IPlantedBugs
{
    /// <summary>The family's name in the document.</summary>
    string Family { get; }

    /// <summary>The bugs.</summary>
    IEnumerable<PlantedBug> All { get; }
}
