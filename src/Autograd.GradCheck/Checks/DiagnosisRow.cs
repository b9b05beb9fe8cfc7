namespace Autograd.GradientChecking;

/// <summary>The gradient of one cotangent by one input, twice.</summary>
/// <param name="Analytic">What the framework computed.</param>
/// <param name="Numeric">What differences gave; NaN where nobody looked, or nothing is known.</param>
internal sealed record DiagnosisRow(double[] Analytic, double[] Numeric);
