using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Autograd.Numerics.Functions;

namespace Autograd.Numerics;

/// <content>The elementary functions.</content>
internal readonly unsafe partial struct Wide256<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Exp(Wide256<T> x)
    {
        if (typeof(T) == typeof(float))
            return Exponential.Single(x);
        if (typeof(T) == typeof(double))
            return Exponential.Double(x);
        throw IntegerLanes.Without(nameof(Exp));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Log(Wide256<T> x)
    {
        if (typeof(T) == typeof(float))
            return Logarithm.Single(x);
        if (typeof(T) == typeof(double))
            return Logarithm.Double(x);
        throw IntegerLanes.Without(nameof(Log));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Tanh(Wide256<T> x)
    {
        if (typeof(T) == typeof(float))
            return HyperbolicTangent.Single(x);
        if (typeof(T) == typeof(double))
            return HyperbolicTangent.Double(x);
        throw IntegerLanes.Without(nameof(Tanh));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Sigmoid(Wide256<T> x)
    {
        if (typeof(T) == typeof(float))
            return Logistic.Single(x);
        if (typeof(T) == typeof(double))
            return Logistic.Double(x);
        throw IntegerLanes.Without(nameof(Sigmoid));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Pow(Wide256<T> x, Wide256<T> y)
    {
        if (typeof(T) == typeof(float))
            return SinglePow(x, y);
        if (typeof(T) == typeof(double))
            return Power.Double(x, y);
        throw IntegerLanes.Without(nameof(Pow));
    }

    // Too long to be repeated in every kernel: inlined, it would use up the JIT's allowance for the rest of a rule.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Wide256<T> SinglePow(Wide256<T> x, Wide256<T> y)
    {
        (Vector256<double> xLow, Vector256<double> xHigh) = Vector256.Widen(x._value.AsSingle());
        (Vector256<double> yLow, Vector256<double> yHigh) = Vector256.Widen(y._value.AsSingle());
        Wide256<double> low = Power.SingleInDouble(new Wide256<double>(xLow), new Wide256<double>(yLow));
        Wide256<double> high = Power.SingleInDouble(new Wide256<double>(xHigh), new Wide256<double>(yHigh));
        return new(Vector256.Narrow(low._value, high._value).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Expm1(Wide256<T> x)
    {
        if (typeof(T) == typeof(float))
            return ExponentialMinusOne.Single(x);
        if (typeof(T) == typeof(double))
            return ExponentialMinusOne.Double(x);
        throw IntegerLanes.Without(nameof(Expm1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Log1p(Wide256<T> x)
    {
        if (typeof(T) == typeof(float))
            return LogarithmOfOnePlus.Single(x);
        if (typeof(T) == typeof(double))
            return LogarithmOfOnePlus.Double(x);
        throw IntegerLanes.Without(nameof(Log1p));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Erf(Wide256<T> x)
    {
        if (typeof(T) == typeof(float))
            return ErrorFunction.Single(x);
        if (typeof(T) == typeof(double))
            return ErrorFunction.Double(x);
        throw IntegerLanes.Without(nameof(Erf));
    }

    // Of float lanes in double lanes, where the tail's roundings do not add up; long, so called.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Wide256<T> NormalCdf(Wide256<T> x)
    {
        if (typeof(T) == typeof(double))
            return NormalDistribution.Double(x, out _);
        if (typeof(T) != typeof(float))
            throw IntegerLanes.Without(nameof(NormalCdf));
        (Vector256<double> low, Vector256<double> high) = Vector256.Widen(x._value.AsSingle());
        Wide256<double> first = NormalDistribution.Double(new Wide256<double>(low), out _);
        Wide256<double> second = NormalDistribution.Double(new Wide256<double>(high), out _);
        return new(Vector256.Narrow(first._value, second._value).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Gelu(Wide256<T> x)
    {
        if (typeof(T) == typeof(float))
            return GaussianUnit.Single(x);
        if (typeof(T) == typeof(double))
            return GaussianUnit.Double(x);
        throw IntegerLanes.Without(nameof(Gelu));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> GeluSlope(Wide256<T> x)
    {
        if (typeof(T) == typeof(float))
            return GaussianUnit.SlopeSingle(x);
        if (typeof(T) == typeof(double))
            return GaussianUnit.SlopeDouble(x);
        throw IntegerLanes.Without(nameof(GeluSlope));
    }

    // Long, like the power: a call costs little beside it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Wide256<T> Sin(Wide256<T> x)
    {
        if (typeof(T) == typeof(double))
            return Trigonometry.Sin(x);
        if (typeof(T) != typeof(float))
            throw IntegerLanes.Without(nameof(Sin));
        (Vector256<double> low, Vector256<double> high) = Vector256.Widen(x._value.AsSingle());
        Wide256<double> first = Trigonometry.SinOfSingle(new Wide256<double>(low));
        Wide256<double> second = Trigonometry.SinOfSingle(new Wide256<double>(high));
        return new(Vector256.Narrow(first._value, second._value).As<float, T>());
    }

    // Long, like the power: a call costs little beside it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Wide256<T> Cos(Wide256<T> x)
    {
        if (typeof(T) == typeof(double))
            return Trigonometry.Cos(x);
        if (typeof(T) != typeof(float))
            throw IntegerLanes.Without(nameof(Cos));
        (Vector256<double> low, Vector256<double> high) = Vector256.Widen(x._value.AsSingle());
        Wide256<double> first = Trigonometry.CosOfSingle(new Wide256<double>(low));
        Wide256<double> second = Trigonometry.CosOfSingle(new Wide256<double>(high));
        return new(Vector256.Narrow(first._value, second._value).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Remainder(Wide256<T> x, Wide256<T> y)
    {
        if (typeof(T) == typeof(float))
            return Division.SingleRemainder(x, y);
        if (typeof(T) == typeof(double))
            return Division.DoubleRemainder(x, y);
        throw IntegerLanes.Without(nameof(Remainder));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Floor(Wide256<T> x)
    {
        if (typeof(T) == typeof(float))
            return new(Vector256.Floor(x._value.AsSingle()).As<float, T>());
        if (typeof(T) == typeof(double))
            return new(Vector256.Floor(x._value.AsDouble()).As<double, T>());
        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Round(Wide256<T> x)
    {
        if (typeof(T) == typeof(float))
            return new(Vector256.Round(x._value.AsSingle()).As<float, T>());
        if (typeof(T) == typeof(double))
            return new(Vector256.Round(x._value.AsDouble()).As<double, T>());
        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReduceLarge64(Wide256<T> x, ref Wide256<T> turns, ref Wide256<T> rest)
    {
        if (Vector256.GreaterThanAny(Vector256.Abs(x._value.AsDouble()), Vector256.Create(QuarterTurns.Limit)))
            QuarterTurns.Lanes(x, ref turns, ref rest);
    }
}
