using Xunit;

namespace Autograd.Tests.Numerics;

/// <summary>The functions' corners by name, so that a reader sees what is promised; in every width.</summary>
public class CornerTests
{
    private const float Inf = float.PositiveInfinity;
    private const double InfD = double.PositiveInfinity;

    [Fact]
    public void Exp() => Single<LaneFunctions.Exp>(
        (0f, 1f),
        (-0f, 1f),
        (Inf, Inf),
        (-Inf, 0f),
        (float.NaN, float.NaN),
        (1e-45f, 1f),
        (88.72284f, Inf),
        (1e30f, Inf),
        (-103.97209f, 0f),
        (-103.97208f, 1e-45f),
        (-90f, 8.19401e-40f),
        (-1e30f, 0f));

    [Fact]
    public void Exp_of_doubles() => Double<LaneFunctions.Exp>(
        (709.782712893384, 1.7976931348622732E+308),
        (709.7827128933841, InfD),
        (-745.1332191019411, 5e-324),
        (-745.1332191019412, 0.0),
        (1e300, InfD),
        (-1e300, 0.0),
        (-0.0, 1.0),
        (double.NaN, double.NaN));

    [Fact]
    public void Log() => Single<LaneFunctions.Log>(
        (0f, -Inf),
        (-0f, -Inf),
        (1f, 0f),
        (Inf, Inf),
        (-1e-45f, float.NaN),
        (-Inf, float.NaN),
        (float.NaN, float.NaN),
        (1e-45f, -103.27893f),
        (float.MaxValue, 88.72284f));

    [Fact]
    public void Log_of_doubles() => Double<LaneFunctions.Log>(
        (0.0, -InfD),
        (-0.0, -InfD),
        (1.0, 0.0),
        (InfD, InfD),
        (-5e-324, double.NaN),
        (5e-324, -744.4400719213812),
        (double.MaxValue, 709.782712893384));

    [Fact]
    public void Tanh() => Single<LaneFunctions.Tanh>(
        (0f, 0f),
        (-0f, -0f),
        (1e-45f, 1e-45f),
        (-1e-45f, -1e-45f),
        (1e-10f, 1e-10f),
        (-1e-6f, -1e-6f),
        (20f, 1f),
        (-Inf, -1f),
        (Inf, 1f),
        (float.NaN, float.NaN));

    [Fact]
    public void Tanh_of_doubles() => Double<LaneFunctions.Tanh>(
        (-0.0, -0.0),
        (5e-324, 5e-324),
        (1e-10, 1e-10),
        (-InfD, -1.0),
        (1e300, 1.0),
        (double.NaN, double.NaN));

    [Fact]
    public void Sigmoid() => Single<LaneFunctions.Sigmoid>(
        (0f, 0.5f),
        (-0f, 0.5f),
        (Inf, 1f),
        (-Inf, 0f),
        (-90f, 8.19401e-40f),
        (-103.97208f, 1e-45f),
        (-200f, 0f),
        (30f, 1f),
        (float.NaN, float.NaN));

    [Fact]
    public void Sin() => Single<LaneFunctions.Sin>(
        (0f, 0f),
        (-0f, -0f),
        (1e-45f, 1e-45f),
        (-1e-20f, -1e-20f),
        (1.5707964f, 1f),
        (3.1415927f, -8.742278e-8f),
        (1e6f, -0.3499935f),
        (float.MaxValue, -0.5218765f),
        (Inf, float.NaN),
        (-Inf, float.NaN),
        (float.NaN, float.NaN));

    [Fact]
    public void Sin_of_doubles() => Double<LaneFunctions.Sin>(
        (-0.0, -0.0),
        (5e-324, 5e-324),
        (3.141592653589793, 1.2246467991473532e-16),
        (1e22, -0.8522008497671888),
        (InfD, double.NaN),
        (-InfD, double.NaN),
        (double.NaN, double.NaN));

    [Fact]
    public void Cos() => Single<LaneFunctions.Cos>(
        (0f, 1f),
        (-0f, 1f),
        (1e-45f, 1f),
        (1.5707964f, -4.371139e-8f),
        (float.MaxValue, 0.85302104f),
        (Inf, float.NaN),
        (-Inf, float.NaN),
        (float.NaN, float.NaN));

    [Fact]
    public void Cos_of_doubles() => Double<LaneFunctions.Cos>(
        (-0.0, 1.0),
        (1.5707963267948966, 6.123233995736766e-17),
        (-InfD, double.NaN),
        (double.NaN, double.NaN));

    [Fact]
    public void Erf() => Single<LaneFunctions.Erf>(
        (0f, 0f),
        (-0f, -0f),
        (1e-45f, 1e-45f),
        (-1e-20f, -1.1283791e-20f),
        (4f, 1f),
        (-1e30f, -1f),
        (Inf, 1f),
        (-Inf, -1f),
        (float.NaN, float.NaN));

    [Fact]
    public void Erf_of_doubles() => Double<LaneFunctions.Erf>(
        (-0.0, -0.0),
        (5e-324, 5e-324),
        (6.0, 1.0),
        (-1e300, -1.0),
        (InfD, 1.0),
        (double.NaN, double.NaN));

    [Fact]
    public void NormalCdf() => Single<LaneFunctions.NormalCdf>(
        (0f, 0.5f),
        (-0f, 0.5f),
        (9f, 1f),
        (-15f, 0f),
        (-1e30f, 0f),
        (Inf, 1f),
        (-Inf, 0f),
        (float.NaN, float.NaN));

    [Fact]
    public void NormalCdf_of_doubles() => Double<LaneFunctions.NormalCdf>(
        (-0.0, 0.5),
        (9.0, 1.0),
        (-40.0, 0.0),
        (-1e300, 0.0),
        (InfD, 1.0),
        (-InfD, 0.0),
        (double.NaN, double.NaN));

    [Fact]
    public void Expm1() => Single<LaneFunctions.Expm1>(
        (0f, 0f),
        (-0f, -0f),
        (1e-45f, 1e-45f),
        (-1e-10f, -1e-10f),
        (88.72284f, Inf),
        (Inf, Inf),
        (-30f, -1f),
        (-Inf, -1f),
        (float.NaN, float.NaN));

    [Fact]
    public void Expm1_of_doubles() => Double<LaneFunctions.Expm1>(
        (-0.0, -0.0),
        (5e-324, 5e-324),
        (709.7827128933841, InfD),
        (-1e300, -1.0),
        (-InfD, -1.0),
        (double.NaN, double.NaN));

    [Fact]
    public void Log1p() => Single<LaneFunctions.Log1p>(
        (0f, 0f),
        (-0f, -0f),
        (1e-45f, 1e-45f),
        (-1e-10f, -1e-10f),
        (-1f, -Inf),
        (-1.0000001f, float.NaN),
        (-Inf, float.NaN),
        (Inf, Inf),
        (float.MaxValue, 88.72284f),
        (float.NaN, float.NaN));

    [Fact]
    public void Log1p_of_doubles() => Double<LaneFunctions.Log1p>(
        (-0.0, -0.0),
        (5e-324, 5e-324),
        (-1.0, -InfD),
        (-2.0, double.NaN),
        (double.MaxValue, 709.782712893384),
        (InfD, InfD),
        (double.NaN, double.NaN));

    [Fact]
    public void Large_angles_do_not_depend_on_their_neighbours()
    {
        double[] large = [1e22, 3.0, -1e300, 0.5, double.MaxValue, 2e6, -7.0, 1e6, InfD, 1.25];
        double[] together = LaneMap.Map<double, LaneFunctions.Sin>(512, large);
        for (int i = 0; i < large.Length; i++)
            Assert.Equal(together[i], LaneMap.Map<double, LaneFunctions.Sin>(512, [large[i]])[0]);
    }

    [Fact]
    public void Pow_has_the_corners_of_the_runtime_in_both_precisions()
    {
        double[] values = [0.0, -0.0, 0.5, -0.5, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0, 1.5, -1.5, 16777215.0, 1e20, -1e20, InfD, -InfD, double.NaN];
        foreach (double x in values)
        {
            foreach (double y in values)
            {
                foreach (int width in LaneMap.Widths)
                {
                    double exact = Math.Pow((float)x, (float)y);
                    float single = LaneMap.Map<float, LaneFunctions.Pow>(width, [(float)x], [(float)y])[0];
                    Assert.True(UlpError.Of(single, exact) <= 0.51, $"({x}, {y}): {single}, not {exact}, width {width}");
                    double dual = LaneMap.Map<double, LaneFunctions.Pow>(width, [x], [y])[0];
                    Assert.True(Same(Math.Pow(x, y), dual), $"({x}, {y}): {dual}, width {width}");
                }
            }
        }
    }

    private static void Single<F>(params (float X, float Y)[] table)
        where F : ILaneFunction
    {
        foreach (int width in LaneMap.Widths)
        {
            float[] results = LaneMap.Map<float, F>(width, [.. table.Select(row => row.X)]);
            foreach (((float x, float expected), float y) in table.Zip(results))
                Assert.True(Same(expected, y), $"width {width}, {x:R}: {y:R}, not {expected:R}");
        }
    }

    private static void Double<F>(params (double X, double Y)[] table)
        where F : ILaneFunction
    {
        foreach (int width in LaneMap.Widths)
        {
            double[] results = LaneMap.Map<double, F>(width, [.. table.Select(row => row.X)]);
            foreach (((double x, double expected), double y) in table.Zip(results))
                Assert.True(Same(expected, y), $"width {width}, {x:R}: {y:R}, not {expected:R}");
        }
    }

    private static bool Same(double expected, double actual) => expected.Equals(actual) && (double.IsNaN(expected) || double.IsNegative(expected) == double.IsNegative(actual));
}
