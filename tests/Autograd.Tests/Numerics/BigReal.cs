using System.Numerics;

namespace Autograd.Tests.Numerics;

/// <summary>
/// A real number mantissa · 2^exponent of some 256 bits, and the elementary functions in their plainest form: the reference that
/// functions of double are measured against.
/// </summary>
internal readonly struct BigReal
{
    private const int Precision = 256;
    private static readonly BigReal Ln2 = ComputeLn2();
    private readonly BigInteger _mantissa;
    private readonly int _exponent;

    private BigReal(BigInteger mantissa, int exponent)
    {
        long excess = mantissa.IsZero ? 0 : (long)BigInteger.Abs(mantissa).GetBitLength() - Precision;
        _mantissa = excess > 0 ? mantissa >> (int)excess : mantissa;
        _exponent = excess > 0 ? exponent + (int)excess : exponent;
    }

    public BigReal(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int field = (int)((bits >> 52) & 0x7ff);
        long fraction = bits & 0xfffffffffffff;
        long whole = field == 0 ? fraction : fraction | (1L << 52);
        _mantissa = bits < 0 ? -whole : whole;
        _exponent = Math.Max(field, 1) - 1075;
    }

    public static BigReal operator +(BigReal a, BigReal b)
    {
        if (a._mantissa.IsZero)
            return b;
        if (b._mantissa.IsZero)
            return a;

        // A part beyond the precision of the other only costs time.
        int low = Math.Max(Math.Min(a._exponent, b._exponent), Math.Max(a.Top, b.Top) - (2 * Precision));
        return new(Shift(a._mantissa, a._exponent - low) + Shift(b._mantissa, b._exponent - low), low);
    }

    public static BigReal operator -(BigReal a) => new(-a._mantissa, a._exponent);

    public static BigReal operator -(BigReal a, BigReal b) => a + -b;

    public static BigReal operator *(BigReal a, BigReal b) => new(a._mantissa * b._mantissa, a._exponent + b._exponent);

    public static BigReal operator /(BigReal a, BigReal b) => new((a._mantissa << (2 * Precision)) / b._mantissa, a._exponent - b._exponent - (2 * Precision));

    // The place of the highest bit.
    private int Top => (int)BigInteger.Abs(_mantissa).GetBitLength() + _exponent;

    public static BigReal Exp(double x) => Exp(new BigReal(x));

    /// <summary>ln x by Newton's method on exp, from the runtime's logarithm.</summary>
    public static BigReal Log(double x)
    {
        double guess = Math.Log(x);
        BigReal rest = new BigReal(x) * Exp(-new BigReal(guess)) - new BigReal(1.0);
        BigReal square = rest * rest;
        return new BigReal(guess) + rest - square / new BigReal(2.0) + square * rest / new BigReal(3.0);
    }

    public static BigReal Tanh(double x)
    {
        var value = new BigReal(x);
        if (Math.Abs(x) < 1e-12)
            return value - value * value * value / new BigReal(3.0);
        if (Math.Abs(x) > 200.0)
            return new BigReal(Math.Sign(x));
        BigReal e = Exp(value + value);
        return (e - new BigReal(1.0)) / (e + new BigReal(1.0));
    }

    public static BigReal Sigmoid(double x) => x > 200.0 ? new BigReal(1.0) : new BigReal(1.0) / (new BigReal(1.0) + Exp(-new BigReal(x)));

    public static BigReal Pow(double x, double y)
    {
        // Newton's logarithm has some 190 bits, of which y takes at most 11.
        return Exp(new BigReal(y) * Log(x));
    }

    public static BigReal Cos(BigReal x) => Series(new BigReal(1.0), x, 1);

    public static BigReal Sin(BigReal x) => Series(x, x, 2);

    /// <summary>sin x of any double: π to 1,400 bits takes the whole turns off.</summary>
    public static BigReal SinOf(double x) => Sin(WithinTurn(x));

    /// <summary>cos x of any double.</summary>
    public static BigReal CosOf(double x) => Cos(WithinTurn(x));

    /// <summary>erf x by its series of positive terms, 2/√π · e^(−x²) · Σ 2ⁿ·x²ⁿ⁺¹ / (1·3·…·(2n + 1)).</summary>
    public static BigReal Erf(double x)
    {
        if (Math.Abs(x) > 9.0)
            return new BigReal(Math.Sign(x));
        var value = new BigReal(x);
        return CentralShare(value, new BigReal(2.0)) * InverseSqrtPi * new BigReal(2.0);
    }

    /// <summary>Φ(x) = ½ + x·(…) by the same series, whose 256 bits leave enough of the left tail.</summary>
    public static BigReal NormalCdf(double x)
    {
        if (x > 12.0)
            return new BigReal(1.0);
        if (x < -11.0)
            return NormalTail(new BigReal(-x));
        return new BigReal(0.5) + (CentralShare(new BigReal(x), new BigReal(1.0)) * InverseSqrtPi / SqrtTwo);
    }

    /// <summary>eˣ − 1; its series where the subtraction would leave too few bits.</summary>
    public static BigReal Expm1(double x)
    {
        if (x < -200.0)
            return new BigReal(-1.0);
        var value = new BigReal(x);
        return Math.Abs(x) < 1e-30 ? value + (value * value / new BigReal(2.0)) : Exp(value) - new BigReal(1.0);
    }

    /// <summary>ln(1 + x) by Newton's method on exp, from a double's.</summary>
    public static BigReal Log1p(double x)
    {
        var value = new BigReal(x);
        if (Math.Abs(x) < 1e-30)
            return value - (value * value / new BigReal(2.0));
        var guess = new BigReal(Ops.NaiveFunctions.Log1p(x));
        BigReal rest = ((value + new BigReal(1.0)) * Exp(-guess)) - new BigReal(1.0);
        BigReal square = rest * rest;
        return guess + rest - (square / new BigReal(2.0)) + (square * rest / new BigReal(3.0));
    }

    /// <summary>2π.</summary>
    public static BigReal TwoPi { get; } = ComputeTwoPi();

    /// <summary>The error of a double in units of the last place of this number.</summary>
    public double UlpsTo(double computed)
    {
        if (double.IsNaN(computed))
            return double.PositiveInfinity;
        if (double.IsInfinity(computed))
            return Top > 1024 && double.IsNegative(computed) == (_mantissa.Sign < 0) ? 0.0 : double.PositiveInfinity;
        int last = Math.Max(Top - 53, -1074);
        BigReal difference = new BigReal(computed) - this;
        return Math.Abs((double)Shift(difference._mantissa, difference._exponent - last + 64)) * 5.421010862427522e-20;
    }

    // x · e^(−c·x²/2) · Σ (c·x²)ⁿ / (1·3·…·(2n + 1))
    private static BigReal CentralShare(BigReal x, BigReal c)
    {
        BigReal square = c * x * x;
        BigReal sum = new(1.0), term = new(1.0);
        for (int n = 1; term.Top > sum.Top - Precision; n++)
        {
            term = term * square / new BigReal((2 * n) + 1);
            sum += term;
        }

        return x * Exp(-(square / new BigReal(2.0))) * sum;
    }

    // Φ(−x) = e^(−x²/2)/√(2π) / (x + 1/(x + 2/(x + …))), for large x.
    private static BigReal NormalTail(BigReal x)
    {
        BigReal fraction = x;
        for (int n = 150; n > 0; n--)
            fraction = x + (new BigReal(n) / fraction);
        return Exp(-(x * x / new BigReal(2.0))) * InverseSqrtPi / SqrtTwo / fraction;
    }

    private static readonly BigReal SqrtTwo = Root(new BigReal(2.0), Math.Sqrt(2.0));

    private static readonly BigReal InverseSqrtPi = new BigReal(1.0) / Root(TwoPi / new BigReal(2.0), Math.Sqrt(Math.PI));

    // Newton's method doubles the digits each time.
    private static BigReal Root(BigReal square, double guess)
    {
        var root = new BigReal(guess);
        for (int i = 0; i < 4; i++)
            root = (root + (square / root)) / new BigReal(2.0);
        return root;
    }

    // x modulo 2π in integers scaled by 2¹⁴⁰⁰, so that what is left of the largest double has more than 256 bits.
    private static BigReal WithinTurn(double x)
    {
        const int Scale = 1400;
        var value = new BigReal(x);
        if (value._exponent < -Scale)
            return value;
        BigInteger scaled = BigInteger.Remainder(Shift(value._mantissa, value._exponent + Scale), LongTwoPi);
        if (BigInteger.Abs(scaled) * 2 > LongTwoPi)
            scaled -= scaled.Sign * LongTwoPi;
        return new(scaled, -Scale);
    }

    // 2π · 2¹⁴⁰⁰ by Machin's formula, with 64 bits more on the way.
    private static readonly BigInteger LongTwoPi = ComputeLongTwoPi();

    private static BigInteger ComputeLongTwoPi()
    {
        const int Scale = 1400 + 64;

        static BigInteger InverseTangent(int inverse)
        {
            BigInteger power = (BigInteger.One << Scale) / inverse, sum = power;
            for (int k = 3; !power.IsZero; k += 2)
            {
                power = -power / (inverse * inverse);
                sum += power / k;
            }

            return sum;
        }

        return (8 * ((4 * InverseTangent(5)) - InverseTangent(239))) >> 64;
    }

    private static BigReal Exp(BigReal x)
    {
        // x = n·ln 2 + r, then eʳ by its series at r/2¹⁶, squared sixteen times.
        BigReal quotient = x / Ln2;
        int n = (int)Shift(quotient._mantissa, quotient._exponent);
        BigReal r = x - new BigReal(n) * Ln2;
        r = new(r._mantissa, r._exponent - 16);
        BigReal sum = new(1.0), term = new(1.0);
        for (int k = 1; k <= 20; k++)
        {
            term = term * r / new BigReal(k);
            sum += term;
        }
        for (int k = 0; k < 16; k++)
            sum *= sum;
        return new(sum._mantissa, sum._exponent + n);
    }

    // first − first·x²/(k(k+1)) + …
    private static BigReal Series(BigReal first, BigReal x, int k)
    {
        BigReal sum = first, term = first;
        for (; k < 80; k += 2)
        {
            term = -(term * x * x) / new BigReal((double)k * (k + 1));
            sum += term;
        }
        return sum;
    }

    // ln 2 = 2·artanh(1/3)
    private static BigReal ComputeLn2()
    {
        BigReal sum = default, power = new BigReal(2.0) / new BigReal(3.0);
        for (int k = 1; k < 200; k += 2)
        {
            sum += power / new BigReal(k);
            power /= new BigReal(9.0);
        }
        return sum;
    }

    // Machin: π/4 = 4·arctan(1/5) − arctan(1/239)
    private static BigReal ComputeTwoPi()
    {
        static BigReal InverseTangent(double inverse)
        {
            BigReal sum = default, power = new BigReal(1.0) / new BigReal(inverse);
            for (int k = 1; k < 260; k += 2)
            {
                sum += power / new BigReal(k);
                power = -power / new BigReal(inverse * inverse);
            }
            return sum;
        }

        return new BigReal(8.0) * (new BigReal(4.0) * InverseTangent(5.0) - InverseTangent(239.0));
    }

    private static BigInteger Shift(BigInteger value, int places) => places >= 0 ? value << places : value >> -places;
}
