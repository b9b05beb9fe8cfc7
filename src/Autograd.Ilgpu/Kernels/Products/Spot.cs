namespace Autograd.Ilgpu.Kernels;

/// <summary>
/// What one of an element's two places in an operand, the outer or the inner one, says of where it lies; the element is where the sum of both
/// says. Working out a place takes divisions, adding up two takes none.
/// </summary>
internal struct Spot
{
    /// <summary>How many elements lie before it, but for rows and columns.</summary>
    public int Base;

    /// <summary>The row of an image, negative or beyond the last one in the padding.</summary>
    public int Row;

    /// <summary>The column of an image, likewise.</summary>
    public int Column;
}
