namespace Autograd.GradientChecking.Properties;

/// <summary>Shapes computed from numbers, such as the m, k and n of a matrix product.</summary>
/// <param name="Sizes">The numbers.</param>
/// <param name="Least">What none of them may be below.</param>
/// <param name="Make">The inputs' shapes for the numbers.</param>
internal sealed record SizesPlan(int[] Sizes, int Least, Func<int[], IReadOnlyList<Shape>> Make) : ShapePlan
{
    public override IReadOnlyList<Shape> Shapes { get; } = Make(Sizes);

    public override IEnumerable<ShapeStep> Smaller()
    {
        for (var at = 0; at < Sizes.Length; at++)
        {
            foreach (var size in BroadcastPlan.Smaller(Sizes[at]).Where(size => size >= Least))
            {
                var plan = new SizesPlan([.. Sizes[..at], size, .. Sizes[(at + 1)..]], Least, Make);
                yield return new ShapeStep(plan, (input, index) => index.Length == Shapes[input].Rank && Enumerable.Range(0, index.Length).All(axis => index[axis] < Shapes[input][axis]) ? index : null);
            }
        }
    }
}
