namespace Autograd.GradientChecking;

/// <summary>A differentiable argument under check.</summary>
/// <param name="Position">Its position among the arguments.</param>
/// <param name="Name">Its name.</param>
/// <param name="Leaf">The leaf that is moved in place and asked for gradients.</param>
/// <param name="Domain">Where the function of it is defined.</param>
internal sealed record CheckedInput(int Position, string Name, Variable Leaf, InputDomain Domain)
{
    /// <summary>The elements at the point of the check.</summary>
    public double[] Values { get; } = Leaf.ToArray<double>();

    public Shape Shape => Leaf.Shape;

    public int Count => Values.Length;

    public override string ToString() => $"{Name} {Shape}";

    /// <summary>The indices of an element.</summary>
    public int[] IndexOf(int element) => Indexing.Of(element, Shape);
}
