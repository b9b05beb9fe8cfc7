namespace Autograd.GradientChecking.Tests.Gallery.Hard;

/// <summary>Every hard function.</summary>
internal static class HardCatalog
{
    public static IReadOnlyList<HardFunction> All { get; } = [.. ScaleFunctions.All, .. ShapeFunctions.All, .. KinkFunctions.All];

    public static HardFunction Get(string name) => All.Single(function => function.Name == name);
}
