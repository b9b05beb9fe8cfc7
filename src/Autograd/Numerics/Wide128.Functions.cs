using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Autograd.Numerics.Functions;

namespace Autograd.Numerics;

/// <content>The elementary functions.</content>
internal readonly unsafe partial struct Wide128<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Exp(Wide128<T> x)
    {
        if (typeof(T) == typeof(float))
            return Exponential.Single(x);
        if (typeof(T) == typeof(double))
            return Exponential.Double(x);
        throw IntegerLanes.Without(nameof(Exp));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Log(Wide128<T> x)
    {
        if (typeof(T) == typeof(float))
            return Logarithm.Single(x);
        if (typeof(T) == typeof(double))
            return Logarithm.Double(x);
        throw IntegerLanes.Without(nameof(Log));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Tanh(Wide128<T> x)
    {
        if (typeof(T) == typeof(float))
            return HyperbolicTangent.Single(x);
        if (typeof(T) == typeof(double))
            return HyperbolicTangent.Double(x);
        throw IntegerLanes.Without(nameof(Tanh));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Sigmoid(Wide128<T> x)
    {
        if (typeof(T) == typeof(float))
            return Logistic.Single(x);
        if (typeof(T) == typeof(double))
            return Logistic.Double(x);
        throw IntegerLanes.Without(nameof(Sigmoid));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Pow(Wide128<T> x, Wide128<T> y)
    {
        if (typeof(T) == typeof(float))
            return SinglePow(x, y);
        if (typeof(T) == typeof(double))
            return Power.Double(x, y);
        throw IntegerLanes.Without(nameof(Pow));
    }

    // Too long to be repeated in every kernel: inlined, it would use up the JIT's allowance for the rest of a rule.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Wide128<T> SinglePow(Wide128<T> x, Wide128<T> y)
    {
        (Vector128<double> xLow, Vector128<double> xHigh) = Vector128.Widen(x._value.AsSingle());
        (Vector128<double> yLow, Vector128<double> yHigh) = Vector128.Widen(y._value.AsSingle());
        Wide128<double> low = Power.SingleInDouble(new Wide128<double>(xLow), new Wide128<double>(yLow));
        Wide128<double> high = Power.SingleInDouble(new Wide128<double>(xHigh), new Wide128<double>(yHigh));
        return new(Vector128.Narrow(low._value, high._value).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Expm1(Wide128<T> x)
    {
        if (typeof(T) == typeof(float))
            return ExponentialMinusOne.Single(x);
        if (typeof(T) == typeof(double))
            return ExponentialMinusOne.Double(x);
        throw IntegerLanes.Without(nameof(Expm1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Log1p(Wide128<T> x)
    {
        if (typeof(T) == typeof(float))
            return LogarithmOfOnePlus.Single(x);
        if (typeof(T) == typeof(double))
            return LogarithmOfOnePlus.Double(x);
        throw IntegerLanes.Without(nameof(Log1p));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Erf(Wide128<T> x)
    {
        if (typeof(T) == typeof(float))
            return ErrorFunction.Single(x);
        if (typeof(T) == typeof(double))
            return ErrorFunction.Double(x);
        throw IntegerLanes.Without(nameof(Erf));
    }

    // Of float lanes in double lanes, where the tail's roundings do not add up; long, so called.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Wide128<T> NormalCdf(Wide128<T> x)
    {
        if (typeof(T) == typeof(double))
            return NormalDistribution.Double(x, out _);
        if (typeof(T) != typeof(float))
            throw IntegerLanes.Without(nameof(NormalCdf));
        (Vector128<double> low, Vector128<double> high) = Vector128.Widen(x._value.AsSingle());
        Wide128<double> first = NormalDistribution.Double(new Wide128<double>(low), out _);
        Wide128<double> second = NormalDistribution.Double(new Wide128<double>(high), out _);
        return new(Vector128.Narrow(first._value, second._value).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Gelu(Wide128<T> x)
    {
        if (typeof(T) == typeof(float))
            return GaussianUnit.Single(x);
        if (typeof(T) == typeof(double))
            return GaussianUnit.Double(x);
        throw IntegerLanes.Without(nameof(Gelu));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> GeluSlope(Wide128<T> x)
    {
        if (typeof(T) == typeof(float))
            return GaussianUnit.SlopeSingle(x);
        if (typeof(T) == typeof(double))
            return GaussianUnit.SlopeDouble(x);
        throw IntegerLanes.Without(nameof(GeluSlope));
    }

    // Long, like the power: a call costs little beside it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Wide128<T> Sin(Wide128<T> x)
    {
        if (typeof(T) == typeof(double))
            return Trigonometry.Sin(x);
        if (typeof(T) != typeof(float))
            throw IntegerLanes.Without(nameof(Sin));
        (Vector128<double> low, Vector128<double> high) = Vector128.Widen(x._value.AsSingle());
        Wide128<double> first = Trigonometry.SinOfSingle(new Wide128<double>(low));
        Wide128<double> second = Trigonometry.SinOfSingle(new Wide128<double>(high));
        return new(Vector128.Narrow(first._value, second._value).As<float, T>());
    }

    // Long, like the power: a call costs little beside it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Wide128<T> Cos(Wide128<T> x)
    {
        if (typeof(T) == typeof(double))
            return Trigonometry.Cos(x);
        if (typeof(T) != typeof(float))
            throw IntegerLanes.Without(nameof(Cos));
        (Vector128<double> low, Vector128<double> high) = Vector128.Widen(x._value.AsSingle());
        Wide128<double> first = Trigonometry.CosOfSingle(new Wide128<double>(low));
        Wide128<double> second = Trigonometry.CosOfSingle(new Wide128<double>(high));
        return new(Vector128.Narrow(first._value, second._value).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Remainder(Wide128<T> x, Wide128<T> y)
    {
        if (typeof(T) == typeof(float))
            return Division.SingleRemainder(x, y);
        if (typeof(T) == typeof(double))
            return Division.DoubleRemainder(x, y);
        throw IntegerLanes.Without(nameof(Remainder));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Floor(Wide128<T> x)
    {
        if (typeof(T) == typeof(float))
            return new(Vector128.Floor(x._value.AsSingle()).As<float, T>());
        if (typeof(T) == typeof(double))
            return new(Vector128.Floor(x._value.AsDouble()).As<double, T>());
        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Round(Wide128<T> x)
    {
        if (typeof(T) == typeof(float))
            return new(Vector128.Round(x._value.AsSingle()).As<float, T>());
        if (typeof(T) == typeof(double))
            return new(Vector128.Round(x._value.AsDouble()).As<double, T>());
        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReduceLarge64(Wide128<T> x, ref Wide128<T> turns, ref Wide128<T> rest)
    {
        if (Vector128.GreaterThanAny(Vector128.Abs(x._value.AsDouble()), Vector128.Create(QuarterTurns.Limit)))
            QuarterTurns.Lanes(x, ref turns, ref rest);
    }
}
