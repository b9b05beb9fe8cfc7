using System.Reflection;
using Autograd.GradientChecking;
using Autograd.Ops;

namespace Autograd.Tests.Table.Suites;

/// <summary>
/// An elementwise operation's rule at a sample's points against the derivatives of its own value on hyper-dual numbers,
/// first and second, which need no step.
/// </summary>
internal static class OracleSuite
{
    private const double Tolerance = 1e-13;

    /// <summary>More points say nothing more about one formula.</summary>
    private const int Most = 64;

    private static readonly MethodInfo Unary = typeof(OracleSuite).GetMethod(nameof(OfOne), BindingFlags.Static | BindingFlags.NonPublic)!;

    private static readonly MethodInfo Binary = typeof(OracleSuite).GetMethod(nameof(OfTwo), BindingFlags.Static | BindingFlags.NonPublic)!;

    private static readonly MethodInfo Ternary = typeof(OracleSuite).GetMethod(nameof(OfThree), BindingFlags.Static | BindingFlags.NonPublic)!;

    public static void Run(OperationSample sample)
    {
        if (sample.SmoothOrder < 2 || ElementwiseBase.Of(sample.Operations[0]) is not { } type)
            return;
        var definition = type.GetGenericTypeDefinition();
        var (a, b) = (sample.Inputs[0], sample.Inputs[^1]);
        if (definition == typeof(UnaryOperation<>) && sample.Inputs.Count == 1)
        {
            var check = Unary.MakeGenericMethod(type.GenericTypeArguments).CreateDelegate<Action<double>>();
            foreach (var x in a.Values.Span[..Math.Min(Most, (int)a.Shape.Count)])
                check(x);
        }
        else if (definition == typeof(BinaryOperation<>) && sample.Inputs.Count == 2)
        {
            var check = Binary.MakeGenericMethod(type.GenericTypeArguments).CreateDelegate<Action<double, double>>();
            var common = NaiveBroadcast.Common(a.Shape, b.Shape);
            for (var i = 0; i < Math.Min(Most, common.Count); i++)
                check(a.Values.Span[NaiveBroadcast.Place(i, common, a.Shape)], b.Values.Span[NaiveBroadcast.Place(i, common, b.Shape)]);
        }
        else if (definition == typeof(TernaryOperation<>) && sample.Inputs.Count == 3)
        {
            var check = Ternary.MakeGenericMethod(type.GenericTypeArguments).CreateDelegate<Action<double, double, double>>();
            var middle = sample.Inputs[1];
            var common = NaiveBroadcast.Common(NaiveBroadcast.Common(a.Shape, middle.Shape), b.Shape);
            for (var i = 0; i < Math.Min(Most, common.Count); i++)
            {
                check(
                    a.Values.Span[NaiveBroadcast.Place(i, common, a.Shape)],
                    middle.Values.Span[NaiveBroadcast.Place(i, common, middle.Shape)],
                    b.Values.Span[NaiveBroadcast.Place(i, common, b.Shape)]);
            }
        }
    }

    private static void OfOne<TRule>(double x)
        where TRule : struct, IUnaryRule
    {
        var found = RuleOracle.Unary<TRule>(x);
        Check.That(found.FirstError <= Tolerance, $"at {x:R}: the partial is {found.Partial:R}, exactly {found.First:R}");
        Check.That(found.SecondError <= Tolerance, $"at {x:R}: the partial's slope is {found.PartialSlope:R}, exactly {found.Second:R}");
    }

    private static void OfTwo<TRule>(double a, double b)
        where TRule : struct, IBinaryRule
    {
        var found = RuleOracle.Binary<TRule>(a, b);
        Check.That(
            found.FirstError <= Tolerance,
            $"at ({a:R}, {b:R}): the partials are {found.PartialFirst:R} and {found.PartialSecond:R}, exactly {found.First:R} and {found.Second:R}");
        Check.That(found.SecondError <= Tolerance, $"at ({a:R}, {b:R}): the partials' slopes are {found.Ruled}, exactly {found.Exact}");
    }

    private static void OfThree<TRule>(double a, double b, double c)
        where TRule : struct, ITernaryRule
    {
        var found = RuleOracle.Ternary<TRule>(a, b, c);
        Check.That(found.FirstError <= Tolerance && found.SecondError <= Tolerance, $"{found}");
    }
}
