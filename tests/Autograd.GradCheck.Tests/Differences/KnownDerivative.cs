
namespace Autograd.GradientChecking.Tests.Differences;

/// <summary>A function whose derivative is known.</summary>
public sealed record KnownDerivative(
    string Name, Func<double, double> Function, double X, double Expected, InputDomain? Domain = null, double Accuracy = 1e-12)
{
    public override string ToString() => Name;
}
