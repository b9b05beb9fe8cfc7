namespace Autograd.GradientChecking.Properties;

/// <summary>What the shapes of a case are made from, and how they are made smaller together.</summary>
internal abstract record ShapePlan
{
    /// <summary>The shape of each input.</summary>
    public abstract IReadOnlyList<Shape> Shapes { get; }

    /// <summary>Smaller plans, the boldest first: fewer dimensions, then smaller sizes, then less broadcasting.</summary>
    public abstract IEnumerable<ShapeStep> Smaller();
}
