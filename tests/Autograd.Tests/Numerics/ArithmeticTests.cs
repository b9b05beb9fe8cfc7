using Autograd.Numerics;
using Xunit;

namespace Autograd.Tests.Numerics;

/// <summary>The lanes' arithmetic on every pair of special values, against the language's own.</summary>
public class ArithmeticTests
{
    private static readonly float[] SinglesX = [.. Pairs(SpecialValues.Singles).Select(p => p.X)];
    private static readonly float[] SinglesY = [.. Pairs(SpecialValues.Singles).Select(p => p.Y)];
    private static readonly double[] DoublesX = [.. Pairs(SpecialValues.Doubles).Select(p => p.X)];
    private static readonly double[] DoublesY = [.. Pairs(SpecialValues.Doubles).Select(p => p.Y)];
    private static readonly int[] IntsX = [.. Pairs([0, 1, -1, 2, -7, 46341, int.MaxValue, int.MinValue]).Select(p => p.X)];
    private static readonly int[] IntsY = [.. Pairs([0, 1, -1, 2, -7, 46341, int.MaxValue, int.MinValue]).Select(p => p.Y)];
    private static readonly long[] LongsX = [.. Pairs([0, 1, -1, 2, -7, 3037000500, long.MaxValue, long.MinValue]).Select(p => p.X)];
    private static readonly long[] LongsY = [.. Pairs([0, 1, -1, 2, -7, 3037000500, long.MaxValue, long.MinValue]).Select(p => p.Y)];

    [Fact]
    public void Add() => Floats<LaneFunctions.Add>((x, y) => x + y, (x, y) => x + y);

    [Fact]
    public void Subtract() => Floats<LaneFunctions.Subtract>((x, y) => x - y, (x, y) => x - y);

    [Fact]
    public void Multiply() => Floats<LaneFunctions.Multiply>((x, y) => x * y, (x, y) => x * y);

    [Fact]
    public void Divide() => Floats<LaneFunctions.Divide>((x, y) => x / y, (x, y) => x / y);

    [Fact]
    public void Negate() => Floats<LaneFunctions.Negate>((x, _) => -x, (x, _) => -x);

    [Fact]
    public void Abs() => Floats<LaneFunctions.Abs>((x, _) => MathF.Abs(x), (x, _) => Math.Abs(x));

    [Fact]
    public void Max_lets_NaN_through_and_puts_plus_zero_above_minus_zero() => Floats<LaneFunctions.Max>(MathF.Max, Math.Max);

    [Fact]
    public void Min_lets_NaN_through_and_puts_minus_zero_below_plus_zero() => Floats<LaneFunctions.Min>(MathF.Min, Math.Min);

    [Fact]
    public void Floor() => Floats<LaneFunctions.Floor>((x, _) => MathF.Floor(x), (x, _) => Math.Floor(x));

    [Fact]
    public void Round_takes_halves_to_even() =>
        Floats<LaneFunctions.Round>((x, _) => MathF.Round(x, MidpointRounding.ToEven), (x, _) => Math.Round(x, MidpointRounding.ToEven));

    [Fact]
    public void Remainder_is_exact_and_has_the_divisors_sign() => Floats<LaneFunctions.Remainder>(
        (x, y) => x % y is var rest && rest != 0f && (rest < 0f) != (y < 0f) ? rest + y : x % y,
        (x, y) => x % y is var rest && rest != 0.0 && (rest < 0.0) != (y < 0.0) ? rest + y : x % y);

    [Fact]
    public void Comparisons_with_NaN_do_not_hold() => Floats<LaneFunctions.Comparisons>(
        (x, y) => (x < y ? 1 : 0) + (x <= y ? 2 : 0) + (x == y ? 4 : 0),
        (x, y) => (x < y ? 1 : 0) + (x <= y ? 2 : 0) + (x == y ? 4 : 0));

    [Fact]
    public void MultiplyAdd_rounds_once_where_the_hardware_does()
    {
        if (FusedMultiply.IsSupported)
            Floats<LaneFunctions.MultiplyAdd>((x, y) => MathF.FusedMultiplyAdd(x, y, x), (x, y) => Math.FusedMultiplyAdd(x, y, x));
        else
            Floats<LaneFunctions.MultiplyAdd>((x, y) => x * y + x, (x, y) => x * y + x);

        // (1 + 2⁻¹²)² − 1 … in one rounding keeps the square of 2⁻¹², in two it does not.
        float x = 1f + 1f / 4096f;
        foreach (int width in LaneMap.Widths)
        {
            float sum = LaneMap.Map<float, LaneFunctions.MultiplyAdd>(width, [x], [-x])[0];
            Assert.Equal(FusedMultiply.IsSupported ? MathF.FusedMultiplyAdd(x, -x, x) : x * -x + x, sum);
        }
    }

    [Fact]
    public void Integers_wrap_compare_and_choose()
    {
        Integers<LaneFunctions.Add>((x, y) => x + y, (x, y) => x + y);
        Integers<LaneFunctions.Subtract>((x, y) => x - y, (x, y) => x - y);
        Integers<LaneFunctions.Multiply>((x, y) => x * y, (x, y) => x * y);
        Integers<LaneFunctions.Negate>((x, _) => -x, (x, _) => -x);
        Integers<LaneFunctions.Abs>((x, _) => x < 0 ? -x : x, (x, _) => x < 0 ? -x : x);
        Integers<LaneFunctions.Max>(Math.Max, Math.Max);
        Integers<LaneFunctions.Min>(Math.Min, Math.Min);
        Integers<LaneFunctions.MultiplyAdd>((x, y) => x * y + x, (x, y) => x * y + x);
        Integers<LaneFunctions.Floor>((x, _) => x, (x, _) => x);
        Integers<LaneFunctions.Round>((x, _) => x, (x, _) => x);
        Integers<LaneFunctions.Comparisons>(
            (x, y) => (x < y ? 1 : 0) + (x <= y ? 2 : 0) + (x == y ? 4 : 0),
            (x, y) => (x < y ? 1 : 0) + (x <= y ? 2 : 0) + (x == y ? 4 : 0));
    }

    [Fact]
    public void Integers_have_no_functions_and_no_division()
    {
        Refuses<LaneFunctions.Divide>("division");
        Refuses<LaneFunctions.Sqrt>("Sqrt");
        Refuses<LaneFunctions.Exp>("Exp");
        Refuses<LaneFunctions.Log>("Log");
        Refuses<LaneFunctions.Tanh>("Tanh");
        Refuses<LaneFunctions.Sigmoid>("Sigmoid");
        Refuses<LaneFunctions.Pow>("Pow");
        Refuses<LaneFunctions.Sin>("Sin");
        Refuses<LaneFunctions.Cos>("Cos");
        Refuses<LaneFunctions.Erf>("Erf");
        Refuses<LaneFunctions.NormalCdf>("NormalCdf");
        Refuses<LaneFunctions.Expm1>("Expm1");
        Refuses<LaneFunctions.Log1p>("Log1p");
        Refuses<LaneFunctions.Remainder>("Remainder");
    }

    [Fact]
    public void Exactly_one_width_is_chosen() =>
        Assert.Single((bool[])[LaneWidth.Use512, LaneWidth.Use256, LaneWidth.Use128, LaneWidth.UseScalar], chosen => chosen);

    private static IEnumerable<(T X, T Y)> Pairs<T>(T[] values) => values.SelectMany(x => values.Select(y => (x, y)));

    private static void Floats<F>(Func<float, float, float> single, Func<double, double, double> dual)
        where F : ILaneFunction
    {
        foreach (int width in LaneMap.Widths)
        {
            float[] singles = LaneMap.Map<float, F>(width, SinglesX, SinglesY);
            for (int i = 0; i < singles.Length; i++)
            {
                float expected = single(SinglesX[i], SinglesY[i]);
                bool same = float.IsNaN(expected) ? float.IsNaN(singles[i]) : BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(singles[i]);
                Assert.True(same, $"float width {width} ({SinglesX[i]:R}, {SinglesY[i]:R}): {singles[i]:R}, not {expected:R}");
            }
            double[] doubles = LaneMap.Map<double, F>(width, DoublesX, DoublesY);
            for (int i = 0; i < doubles.Length; i++)
            {
                double expected = dual(DoublesX[i], DoublesY[i]);
                bool same = double.IsNaN(expected) ? double.IsNaN(doubles[i]) : BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(doubles[i]);
                Assert.True(same, $"double width {width} ({DoublesX[i]:R}, {DoublesY[i]:R}): {doubles[i]:R}, not {expected:R}");
            }
        }
    }

    private static void Integers<F>(Func<int, int, int> narrow, Func<long, long, long> wide)
        where F : ILaneFunction
    {
        foreach (int width in LaneMap.Widths)
        {
            Assert.Equal(IntsX.Zip(IntsY, narrow), LaneMap.Map<int, F>(width, IntsX, IntsY));
            Assert.Equal(LongsX.Zip(LongsY, wide), LaneMap.Map<long, F>(width, LongsX, LongsY));
        }
    }

    private static void Refuses<F>(string function)
        where F : ILaneFunction
    {
        foreach (int width in LaneMap.Widths)
        {
            string expected = $"{function}: no such function of integer lanes; cast to a float dtype first";
            Assert.Equal(expected, Assert.Throws<NotSupportedException>(() => LaneMap.Map<int, F>(width, IntsX, IntsY)).Message);
            Assert.Equal(expected, Assert.Throws<NotSupportedException>(() => LaneMap.Map<long, F>(width, LongsX, LongsY)).Message);
        }
    }
}
