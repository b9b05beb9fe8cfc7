namespace Autograd.GradientChecking;

/// <summary>One case of an operation's check: shapes, and how the operation is called where the case says.</summary>
/// <param name="Name">What the case is, in words.</param>
/// <param name="Shapes">The shapes of the inputs.</param>
/// <param name="Call">The call, or null for the check's own.</param>
internal sealed record OpCase(string Name, IReadOnlyList<Shape> Shapes, Func<Variable[], Variable[]>? Call = null)
{
    public long Count => Shapes.Sum(shape => shape.Count);

    public static OpCase Of(IReadOnlyList<Shape> shapes) => new(string.Join(" × ", shapes), shapes);
}
