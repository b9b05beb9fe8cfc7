namespace Autograd.GradientChecking;

/// <summary>
/// The domain of a parameter of a method marked with <see cref="GradientCheckedAttribute"/>: its elements lie strictly between
/// two numbers, and differences never step out.
/// </summary>
/// <param name="low">The lower end; −∞ where there is none.</param>
/// <param name="high">The upper end; ∞ where there is none.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class WithinAttribute(double low, double high) : Attribute
{
    /// <summary>The lower end.</summary>
    public double Low { get; } = low;

    /// <summary>The upper end.</summary>
    public double High { get; } = high;
}
