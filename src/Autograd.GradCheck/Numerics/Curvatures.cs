namespace Autograd.GradientChecking;

/// <summary>The second derivatives of a function of two inputs.</summary>
/// <param name="FirstTwice">∂²f/∂a².</param>
/// <param name="Mixed">∂²f/∂a∂b.</param>
/// <param name="SecondTwice">∂²f/∂b².</param>
public readonly record struct Curvatures(double FirstTwice, double Mixed, double SecondTwice);
