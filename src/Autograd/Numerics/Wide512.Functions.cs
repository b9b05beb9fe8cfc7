using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Autograd.Numerics.Functions;

namespace Autograd.Numerics;

/// <content>The elementary functions.</content>
internal readonly unsafe partial struct Wide512<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Exp(Wide512<T> x)
    {
        if (typeof(T) == typeof(float))
            return Exponential.Single(x);
        if (typeof(T) == typeof(double))
            return Exponential.Double(x);
        throw IntegerLanes.Without(nameof(Exp));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Log(Wide512<T> x)
    {
        if (typeof(T) == typeof(float))
            return Logarithm.Single(x);
        if (typeof(T) == typeof(double))
            return Logarithm.Double(x);
        throw IntegerLanes.Without(nameof(Log));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Tanh(Wide512<T> x)
    {
        if (typeof(T) == typeof(float))
            return HyperbolicTangent.Single(x);
        if (typeof(T) == typeof(double))
            return HyperbolicTangent.Double(x);
        throw IntegerLanes.Without(nameof(Tanh));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Sigmoid(Wide512<T> x)
    {
        if (typeof(T) == typeof(float))
            return Logistic.Single(x);
        if (typeof(T) == typeof(double))
            return Logistic.Double(x);
        throw IntegerLanes.Without(nameof(Sigmoid));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Pow(Wide512<T> x, Wide512<T> y)
    {
        if (typeof(T) == typeof(float))
            return SinglePow(x, y);
        if (typeof(T) == typeof(double))
            return Power.Double(x, y);
        throw IntegerLanes.Without(nameof(Pow));
    }

    // Too long to be repeated in every kernel: inlined, it would use up the JIT's allowance for the rest of a rule.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Wide512<T> SinglePow(Wide512<T> x, Wide512<T> y)
    {
        (Vector512<double> xLow, Vector512<double> xHigh) = Vector512.Widen(x._value.AsSingle());
        (Vector512<double> yLow, Vector512<double> yHigh) = Vector512.Widen(y._value.AsSingle());
        Wide512<double> low = Power.SingleInDouble(new Wide512<double>(xLow), new Wide512<double>(yLow));
        Wide512<double> high = Power.SingleInDouble(new Wide512<double>(xHigh), new Wide512<double>(yHigh));
        return new(Vector512.Narrow(low._value, high._value).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Expm1(Wide512<T> x)
    {
        if (typeof(T) == typeof(float))
            return ExponentialMinusOne.Single(x);
        if (typeof(T) == typeof(double))
            return ExponentialMinusOne.Double(x);
        throw IntegerLanes.Without(nameof(Expm1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Log1p(Wide512<T> x)
    {
        if (typeof(T) == typeof(float))
            return LogarithmOfOnePlus.Single(x);
        if (typeof(T) == typeof(double))
            return LogarithmOfOnePlus.Double(x);
        throw IntegerLanes.Without(nameof(Log1p));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Erf(Wide512<T> x)
    {
        if (typeof(T) == typeof(float))
            return ErrorFunction.Single(x);
        if (typeof(T) == typeof(double))
            return ErrorFunction.Double(x);
        throw IntegerLanes.Without(nameof(Erf));
    }

    // Of float lanes in double lanes, where the tail's roundings do not add up; long, so called.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Wide512<T> NormalCdf(Wide512<T> x)
    {
        if (typeof(T) == typeof(double))
            return NormalDistribution.Double(x, out _);
        if (typeof(T) != typeof(float))
            throw IntegerLanes.Without(nameof(NormalCdf));
        (Vector512<double> low, Vector512<double> high) = Vector512.Widen(x._value.AsSingle());
        Wide512<double> first = NormalDistribution.Double(new Wide512<double>(low), out _);
        Wide512<double> second = NormalDistribution.Double(new Wide512<double>(high), out _);
        return new(Vector512.Narrow(first._value, second._value).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Gelu(Wide512<T> x)
    {
        if (typeof(T) == typeof(float))
            return GaussianUnit.Single(x);
        if (typeof(T) == typeof(double))
            return GaussianUnit.Double(x);
        throw IntegerLanes.Without(nameof(Gelu));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> GeluSlope(Wide512<T> x)
    {
        if (typeof(T) == typeof(float))
            return GaussianUnit.SlopeSingle(x);
        if (typeof(T) == typeof(double))
            return GaussianUnit.SlopeDouble(x);
        throw IntegerLanes.Without(nameof(GeluSlope));
    }

    // Long, like the power: a call costs little beside it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Wide512<T> Sin(Wide512<T> x)
    {
        if (typeof(T) == typeof(double))
            return Trigonometry.Sin(x);
        if (typeof(T) != typeof(float))
            throw IntegerLanes.Without(nameof(Sin));
        (Vector512<double> low, Vector512<double> high) = Vector512.Widen(x._value.AsSingle());
        Wide512<double> first = Trigonometry.SinOfSingle(new Wide512<double>(low));
        Wide512<double> second = Trigonometry.SinOfSingle(new Wide512<double>(high));
        return new(Vector512.Narrow(first._value, second._value).As<float, T>());
    }

    // Long, like the power: a call costs little beside it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Wide512<T> Cos(Wide512<T> x)
    {
        if (typeof(T) == typeof(double))
            return Trigonometry.Cos(x);
        if (typeof(T) != typeof(float))
            throw IntegerLanes.Without(nameof(Cos));
        (Vector512<double> low, Vector512<double> high) = Vector512.Widen(x._value.AsSingle());
        Wide512<double> first = Trigonometry.CosOfSingle(new Wide512<double>(low));
        Wide512<double> second = Trigonometry.CosOfSingle(new Wide512<double>(high));
        return new(Vector512.Narrow(first._value, second._value).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Remainder(Wide512<T> x, Wide512<T> y)
    {
        if (typeof(T) == typeof(float))
            return Division.SingleRemainder(x, y);
        if (typeof(T) == typeof(double))
            return Division.DoubleRemainder(x, y);
        throw IntegerLanes.Without(nameof(Remainder));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Floor(Wide512<T> x)
    {
        if (typeof(T) == typeof(float))
            return new(Vector512.Floor(x._value.AsSingle()).As<float, T>());
        if (typeof(T) == typeof(double))
            return new(Vector512.Floor(x._value.AsDouble()).As<double, T>());
        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Round(Wide512<T> x)
    {
        if (typeof(T) == typeof(float))
            return new(Vector512.Round(x._value.AsSingle()).As<float, T>());
        if (typeof(T) == typeof(double))
            return new(Vector512.Round(x._value.AsDouble()).As<double, T>());
        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReduceLarge64(Wide512<T> x, ref Wide512<T> turns, ref Wide512<T> rest)
    {
        if (Vector512.GreaterThanAny(Vector512.Abs(x._value.AsDouble()), Vector512.Create(QuarterTurns.Limit)))
            QuarterTurns.Lanes(x, ref turns, ref rest);
    }
}
