using Autograd.GradientChecking;
using Autograd.Ops;

namespace Autograd.Tests.Table.Suites;

/// <summary>The outputs against the naive float64 reference.</summary>
internal static class ValueSuite
{
    /// <summary>
    /// Of elementwise results, in units in the last place: the kernels promise two in float64, and the reference of the C
    /// library has its own error, at times of several functions one after the other.
    /// </summary>
    private const double Ulps = 4;

    /// <summary>Of other results, relative to the largest: sums in another order.</summary>
    private const double Relative = 1e-13;

    public static void Run(OperationSample sample)
    {
        if (sample.Reference is not { } reference)
            return;
        var expected = reference(sample.ToArrays());
        var actual = Numbers.Join(sample.Function(sample.ToVariables()).Select(Numbers.Read));
        if (ElementwiseBase.Of(sample.Operations[0]) is null || IsSlope(sample.Operations[0]))
        {
            Check.Near("value", expected, actual, Relative);
            return;
        }

        Check.Near("value", expected, actual, i => Ulps * (Math.BitIncrement(Math.Abs(expected[i])) - Math.Abs(expected[i])));
        for (var i = 0; i < expected.Length; i++)
            Check.That(expected[i] != 0 || double.IsNegative(expected[i]) == double.IsNegative(actual[i]), $"value: [{i}] the zero's sign differs");
    }

    /// <summary>A slope has zeros where its terms cancel: there the last places are nobody's, the reference's neither.</summary>
    private static bool IsSlope(Type operation) =>
        operation.BaseType is { IsGenericType: true } type
        && (type.GetGenericTypeDefinition() == typeof(SlopeOperation<>) || type.GetGenericTypeDefinition() == typeof(CurvatureOperation<>));
}
