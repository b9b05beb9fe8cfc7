namespace Autograd.GradientChecking.Properties;

/// <summary>A smaller plan, and where its elements stood before.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Before">From an input's position and an index to the index the element had, null where it is new.</param>
internal sealed record ShapeStep(ShapePlan Plan, Func<int, int[], int[]?> Before);
