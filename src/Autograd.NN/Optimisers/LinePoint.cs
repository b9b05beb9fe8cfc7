namespace Autograd.NN;

/// <summary>What a line search knows of one place on its line.</summary>
/// <param name="gradient">The gradient's vector, this point's own.</param>
internal sealed class LinePoint(FlatVector gradient)
{
    /// <summary>How many directions from the start.</summary>
    public double Length { get; set; }

    /// <summary>The function's value.</summary>
    public double Loss { get; set; }

    /// <summary>The derivative along the line.</summary>
    public double Slope { get; set; }

    /// <summary>The gradient.</summary>
    public FlatVector Gradient { get; } = gradient;
}
