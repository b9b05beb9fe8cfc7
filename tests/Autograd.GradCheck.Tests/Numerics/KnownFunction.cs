
namespace Autograd.GradientChecking.Tests.Numerics;

/// <summary>A function's text with its value and derivatives by hand.</summary>
public sealed record KnownFunction(
    string Name,
    Func<double, double> Value,
    Func<double, double> First,
    Func<double, double> Second,
    Func<DoubleReal, DoubleReal> OnDouble,
    Func<Dual, Dual> OnDual,
    Func<HyperDual, HyperDual> OnHyperDual,
    Func<ComplexReal, ComplexReal> OnComplex,
    double[] Points)
{
    public static KnownFunction Of<TText>(
        TText text, Func<double, double> value, Func<double, double> first, Func<double, double> second, params double[] points)
        where TText : struct, IKnownText =>
        new(typeof(TText).Name, value, first, second, x => text.Of(x), x => text.Of(x), x => text.Of(x), x => text.Of(x), points);

    public override string ToString() => Name;
}
