using System.Runtime.CompilerServices;
using Autograd.Numerics.Functions;

namespace Autograd.Numerics;

/// <content>The elementary functions.</content>
internal readonly unsafe partial struct Scalar<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Exp(Scalar<T> x)
    {
        if (typeof(T) == typeof(float))
            return Exponential.Single(x);
        if (typeof(T) == typeof(double))
            return Exponential.Double(x);
        throw IntegerLanes.Without(nameof(Exp));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Log(Scalar<T> x)
    {
        if (typeof(T) == typeof(float))
            return Logarithm.Single(x);
        if (typeof(T) == typeof(double))
            return Logarithm.Double(x);
        throw IntegerLanes.Without(nameof(Log));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Tanh(Scalar<T> x)
    {
        if (typeof(T) == typeof(float))
            return HyperbolicTangent.Single(x);
        if (typeof(T) == typeof(double))
            return HyperbolicTangent.Double(x);
        throw IntegerLanes.Without(nameof(Tanh));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Sigmoid(Scalar<T> x)
    {
        if (typeof(T) == typeof(float))
            return Logistic.Single(x);
        if (typeof(T) == typeof(double))
            return Logistic.Double(x);
        throw IntegerLanes.Without(nameof(Sigmoid));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Pow(Scalar<T> x, Scalar<T> y)
    {
        if (typeof(T) == typeof(float))
            return Single((float)Power.SingleInDouble(new Scalar<double>(x.F), new Scalar<double>(y.F))._value);
        if (typeof(T) == typeof(double))
            return Power.Double(x, y);
        throw IntegerLanes.Without(nameof(Pow));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Expm1(Scalar<T> x)
    {
        if (typeof(T) == typeof(float))
            return ExponentialMinusOne.Single(x);
        if (typeof(T) == typeof(double))
            return ExponentialMinusOne.Double(x);
        throw IntegerLanes.Without(nameof(Expm1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Log1p(Scalar<T> x)
    {
        if (typeof(T) == typeof(float))
            return LogarithmOfOnePlus.Single(x);
        if (typeof(T) == typeof(double))
            return LogarithmOfOnePlus.Double(x);
        throw IntegerLanes.Without(nameof(Log1p));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Erf(Scalar<T> x)
    {
        if (typeof(T) == typeof(float))
            return ErrorFunction.Single(x);
        if (typeof(T) == typeof(double))
            return ErrorFunction.Double(x);
        throw IntegerLanes.Without(nameof(Erf));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Scalar<T> NormalCdf(Scalar<T> x)
    {
        if (typeof(T) == typeof(double))
            return NormalDistribution.Double(x, out _);
        if (typeof(T) == typeof(float))
            return Single((float)NormalDistribution.Double(new Scalar<double>(x.F), out _)._value);
        throw IntegerLanes.Without(nameof(NormalCdf));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Gelu(Scalar<T> x)
    {
        if (typeof(T) == typeof(float))
            return GaussianUnit.Single(x);
        if (typeof(T) == typeof(double))
            return GaussianUnit.Double(x);
        throw IntegerLanes.Without(nameof(Gelu));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> GeluSlope(Scalar<T> x)
    {
        if (typeof(T) == typeof(float))
            return GaussianUnit.SlopeSingle(x);
        if (typeof(T) == typeof(double))
            return GaussianUnit.SlopeDouble(x);
        throw IntegerLanes.Without(nameof(GeluSlope));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Scalar<T> Sin(Scalar<T> x)
    {
        if (typeof(T) == typeof(double))
            return Trigonometry.Sin(x);
        if (typeof(T) == typeof(float))
            return Single((float)Trigonometry.SinOfSingle(new Scalar<double>(x.F))._value);
        throw IntegerLanes.Without(nameof(Sin));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Scalar<T> Cos(Scalar<T> x)
    {
        if (typeof(T) == typeof(double))
            return Trigonometry.Cos(x);
        if (typeof(T) == typeof(float))
            return Single((float)Trigonometry.CosOfSingle(new Scalar<double>(x.F))._value);
        throw IntegerLanes.Without(nameof(Cos));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Remainder(Scalar<T> x, Scalar<T> y)
    {
        if (typeof(T) == typeof(float))
            return Division.SingleRemainder(x, y);
        if (typeof(T) == typeof(double))
            return Division.DoubleRemainder(x, y);
        throw IntegerLanes.Without(nameof(Remainder));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Floor(Scalar<T> x)
    {
        if (typeof(T) == typeof(float))
            return Single(MathF.Floor(x.F));
        if (typeof(T) == typeof(double))
            return Double(Math.Floor(x.D));
        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Round(Scalar<T> x)
    {
        if (typeof(T) == typeof(float))
            return Single(MathF.Round(x.F));
        if (typeof(T) == typeof(double))
            return Double(Math.Round(x.D));
        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReduceLarge64(Scalar<T> x, ref Scalar<T> turns, ref Scalar<T> rest)
    {
        if (Math.Abs(x.D) > QuarterTurns.Limit)
            QuarterTurns.Lanes(x, ref turns, ref rest);
    }
}
