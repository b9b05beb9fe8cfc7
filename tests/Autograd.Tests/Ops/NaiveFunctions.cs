using System.Globalization;
using System.Numerics;

namespace Autograd.Tests.Ops;

/// <summary>Functions the runtime lacks, in float64 and by other means than the framework's: references for samples and kernels.</summary>
internal static class NaiveFunctions
{
    /// <summary>erf x: its alternating series near 0, the tail's continued fraction elsewhere.</summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x) || x == 0)
            return x;
        if (Math.Abs(x) < 1)
            return x * Central(2 * x * x) * (2 / Math.Sqrt(Math.PI));
        return Math.CopySign(1 - (2 * NormalTail(Math.Abs(x) * Math.Sqrt(2))), x);
    }

    /// <summary>Φ(x): ½ and its alternating series about 0, in integers where it cancels; the tail's continued fraction elsewhere.</summary>
    public static double NormalCdf(double x)
    {
        if (Math.Abs(x) < 0.5)
            return 0.5 + (x * Central(x * x) / Math.Sqrt(2 * Math.PI));
        if (Math.Abs(x) < 3)
            return NormalCdfInIntegers(x);
        return x < 0 ? NormalTail(-x) : 1 - NormalTail(x);
    }

    /// <summary>φ(x), with what the square loses put back.</summary>
    public static double NormalDensity(double x)
    {
        var square = x * x;
        var e = Math.Exp(-0.5 * square);
        return e == 0 ? 0 : e * (1 - (0.5 * Math.FusedMultiplyAdd(x, x, -square))) / Math.Sqrt(2 * Math.PI);
    }

    /// <summary>eˣ − 1 by Kahan's quotient.</summary>
    public static double Expm1(double x)
    {
        var e = Math.Exp(x);
        if (e == 1)
            return x;
        return x is < -40 or > 40 ? e - 1 : (e - 1) * x / Math.Log(e);
    }

    /// <summary>ln(1 + x) by Kahan's quotient.</summary>
    public static double Log1p(double x)
    {
        var sum = 1 + x;
        if (sum == 1)
            return x;
        return double.IsPositiveInfinity(sum) || sum <= 0 ? Math.Log(sum) : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static double Sigmoid(double x) => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x));

    /// <summary>The remainder of floored division, from that of truncated division.</summary>
    public static double Remainder(double x, double y)
    {
        var rest = Math.IEEERemainder(x, y);
        if (double.IsInfinity(y) && double.IsFinite(x))
            rest = x;
        return rest != 0 && rest < 0 != y < 0 ? rest + y : Math.CopySign(rest, rest == 0 ? x : rest);
    }

    /// <summary>Σ (−z/2)ⁿ / (n!·(2n + 1)), from the smallest term on.</summary>
    private static double Central(double z)
    {
        var terms = new double[24];
        var power = 1.0;
        for (var n = 0; n < terms.Length; n++)
        {
            terms[n] = power / ((2 * n) + 1);
            power *= -z / 2 / (n + 1);
        }

        var sum = 0.0;
        for (var n = terms.Length - 1; n >= 0; n--)
            sum += terms[n];
        return sum;
    }

    /// <summary>½ + x/√(2π) · Σ (−x²/2)ⁿ / (n!·(2n + 1)), all in units of 2⁻¹²⁰.</summary>
    private static double NormalCdfInIntegers(double x)
    {
        const int Bits = 120;
        var value = new BigInteger(Math.ScaleB(x, Bits));
        var half = (value * value) >> (Bits + 1);
        var power = BigInteger.One << Bits;
        var sum = BigInteger.Zero;
        for (var n = 0; !power.IsZero && n < 90; n++)
        {
            sum += power / ((2 * n) + 1);
            power = -((power * half) >> Bits) / (n + 1);
        }

        var result = (BigInteger.One << (Bits - 1)) + ((((value * sum) >> Bits) * InverseSqrtTwoPi) / BigInteger.Pow(10, 50));
        var leading = (double)result;
        return Math.ScaleB(leading + (double)(result - new BigInteger(leading)), -Bits);
    }

    // The first fifty decimals of 1/√(2π).
    private static readonly BigInteger InverseSqrtTwoPi = BigInteger.Parse("39894228040143267793994605993438186847585863116493", CultureInfo.InvariantCulture);

    /// <summary>Φ(−x) = φ(x) / (x + 1/(x + 2/(x + 3/(x + …)))).</summary>
    private static double NormalTail(double x)
    {
        if (x > 40)
            return 0;
        var fraction = x;
        for (var n = 30 + (int)(500 / (x * x)); n > 0; n--)
            fraction = x + (n / fraction);
        return NormalDensity(x) / fraction;
    }
}
