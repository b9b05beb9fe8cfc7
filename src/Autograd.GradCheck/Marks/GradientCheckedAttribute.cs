namespace Autograd.GradientChecking;

/// <summary>
/// Marks a static method from Variables to a Variable whose gradients are to be checked by the console tool, at random points
/// of the shapes given. Several marks on a method are several cases.
/// </summary>
/// <remarks>
/// Points are float64, drawn from <see cref="Low"/> to <see cref="High"/>, without ties and without 0; where a parameter is
/// marked with <see cref="WithinAttribute"/>, from the part of that range inside its domain. Integer and bool inputs are
/// written as <see cref="OperationSamples"/>.
/// </remarks>
/// <example>
/// <code>
/// [GradientChecked("3,4", "4")]
/// static Variable Energy(Variable x, [Within(0, double.PositiveInfinity)] Variable scale) => (x * scale.Log()).Sum();
/// </code>
/// </example>
/// <param name="shapes">A shape for each parameter: sizes with commas, <c>"3,4"</c>, and <c>""</c> for a scalar.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class GradientCheckedAttribute(params string[] shapes) : Attribute
{
    /// <summary>A shape for each parameter, as text.</summary>
    public IReadOnlyList<string> Shapes { get; } = shapes;

    /// <summary>The highest order of derivative that exists at the points.</summary>
    public int Order { get; set; } = 2;

    /// <summary>The lower end of the points' numbers.</summary>
    public double Low { get; set; } = -2;

    /// <summary>The upper end of the points' numbers.</summary>
    public double High { get; set; } = 2;

    /// <summary>Another seed, other points.</summary>
    public int Seed { get; set; }
}
