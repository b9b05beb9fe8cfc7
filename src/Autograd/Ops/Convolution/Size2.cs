namespace Autograd;

/// <summary>A height and a width; one number stands for both.</summary>
/// <param name="Height">Along rows.</param>
/// <param name="Width">Along columns.</param>
public readonly record struct Size2(int Height, int Width)
{
    /// <summary>The same height and width.</summary>
    /// <param name="both">The number.</param>
    public static implicit operator Size2(int both) => new(both, both);

    /// <summary>A height and a width.</summary>
    /// <param name="size">The two numbers.</param>
    public static implicit operator Size2((int Height, int Width) size) => new(size.Height, size.Width);

    /// <inheritdoc/>
    public override string ToString() => Height == Width ? $"{Height}" : $"({Height}, {Width})";
}
