using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Autograd.Numerics.Functions;

namespace Autograd.Numerics;

/// <summary>
/// One lane: the readable reference that the wide lanes are tested against, bit for bit, and what runs where there is no vector
/// hardware.
/// </summary>
/// <typeparam name="T">The element: float, double, int or long.</typeparam>
internal readonly unsafe partial struct Scalar<T> : ILanes<Scalar<T>, T>, IFloatLanes<Scalar<T>>
    where T : unmanaged
{
    private readonly T _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Scalar(T value) => _value = value;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }

    public static Scalar<T> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    public static Scalar<T> One
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Constant(1.0);
    }

    // The value as what T is known to be; each folds to nothing in a branch on typeof(T).
    private float F
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.BitCast<T, float>(_value);
    }

    private double D
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.BitCast<T, double>(_value);
    }

    private int I
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.BitCast<T, int>(_value);
    }

    private long L
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.BitCast<T, long>(_value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Load(T* source) => new(Unsafe.ReadUnaligned<T>(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Broadcast(T value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* target) => Unsafe.WriteUnaligned(target, _value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Constant(double value)
    {
        if (typeof(T) == typeof(float))
            return Single((float)value);
        if (typeof(T) == typeof(double))
            return Double(value);
        if (typeof(T) == typeof(int))
            return Int((int)value);
        return Long((long)value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator +(Scalar<T> a, Scalar<T> b)
    {
        if (typeof(T) == typeof(float))
            return Single(a.F + b.F);
        if (typeof(T) == typeof(double))
            return Double(a.D + b.D);
        if (typeof(T) == typeof(int))
            return Int(a.I + b.I);
        return Long(a.L + b.L);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator -(Scalar<T> a, Scalar<T> b)
    {
        if (typeof(T) == typeof(float))
            return Single(a.F - b.F);
        if (typeof(T) == typeof(double))
            return Double(a.D - b.D);
        if (typeof(T) == typeof(int))
            return Int(a.I - b.I);
        return Long(a.L - b.L);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator *(Scalar<T> a, Scalar<T> b)
    {
        if (typeof(T) == typeof(float))
            return Single(a.F * b.F);
        if (typeof(T) == typeof(double))
            return Double(a.D * b.D);
        if (typeof(T) == typeof(int))
            return Int(a.I * b.I);
        return Long(a.L * b.L);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator /(Scalar<T> a, Scalar<T> b)
    {
        if (typeof(T) == typeof(float))
            return Single(a.F / b.F);
        if (typeof(T) == typeof(double))
            return Double(a.D / b.D);
        throw IntegerLanes.Without("division");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator -(Scalar<T> a)
    {
        if (typeof(T) == typeof(float))
            return Single(-a.F);
        if (typeof(T) == typeof(double))
            return Double(-a.D);
        return default(Scalar<T>) - a;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> MultiplyAdd(Scalar<T> a, Scalar<T> b, Scalar<T> c)
    {
        if (typeof(T) == typeof(float))
            return MultiplyAdd32(a, b, c.F);
        if (typeof(T) == typeof(double))
            return MultiplyAdd64(a, b, c.D);
        return a * b + c;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> MultiplyAdd32(Scalar<T> a, Scalar<T> b, Scalar<T> c) => MultiplyAdd32(a, b, c.F);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> MultiplyAdd64(Scalar<T> a, Scalar<T> b, Scalar<T> c) => MultiplyAdd64(a, b, c.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> MultiplyAdd32(Scalar<T> a, Scalar<T> b, float c) =>
        Single(FusedMultiply.IsSupported ? MathF.FusedMultiplyAdd(a.F, b.F, c) : a.F * b.F + c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> MultiplyAdd64(Scalar<T> a, Scalar<T> b, double c) =>
        Double(FusedMultiply.IsSupported ? Math.FusedMultiplyAdd(a.D, b.D, c) : a.D * b.D + c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Abs(Scalar<T> x)
    {
        if (typeof(T) == typeof(float))
            return Single(MathF.Abs(x.F));
        if (typeof(T) == typeof(double))
            return Double(Math.Abs(x.D));
        return IfLess(x, default, -x, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Sqrt(Scalar<T> x)
    {
        if (typeof(T) == typeof(float))
            return Single(MathF.Sqrt(x.F));
        if (typeof(T) == typeof(double))
            return Double(Math.Sqrt(x.D));
        throw IntegerLanes.Without(nameof(Sqrt));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Max(Scalar<T> a, Scalar<T> b)
    {
        if (typeof(T) == typeof(float))
            return Single(MathF.Max(a.F, b.F));
        if (typeof(T) == typeof(double))
            return Double(Math.Max(a.D, b.D));
        return IfLess(a, b, b, a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Min(Scalar<T> a, Scalar<T> b)
    {
        if (typeof(T) == typeof(float))
            return Single(MathF.Min(a.F, b.F));
        if (typeof(T) == typeof(double))
            return Double(Math.Min(a.D, b.D));
        return IfLess(b, a, b, a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> IfLess(Scalar<T> a, Scalar<T> b, Scalar<T> yes, Scalar<T> no)
    {
        if (typeof(T) == typeof(float))
            return a.F < b.F ? yes : no;
        if (typeof(T) == typeof(double))
            return a.D < b.D ? yes : no;
        if (typeof(T) == typeof(int))
            return a.I < b.I ? yes : no;
        return a.L < b.L ? yes : no;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> IfLessOrEqual(Scalar<T> a, Scalar<T> b, Scalar<T> yes, Scalar<T> no)
    {
        if (typeof(T) == typeof(float))
            return a.F <= b.F ? yes : no;
        if (typeof(T) == typeof(double))
            return a.D <= b.D ? yes : no;
        if (typeof(T) == typeof(int))
            return a.I <= b.I ? yes : no;
        return a.L <= b.L ? yes : no;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> IfEqual(Scalar<T> a, Scalar<T> b, Scalar<T> yes, Scalar<T> no)
    {
        if (typeof(T) == typeof(float))
            return a.F == b.F ? yes : no;
        if (typeof(T) == typeof(double))
            return a.D == b.D ? yes : no;
        if (typeof(T) == typeof(int))
            return a.I == b.I ? yes : no;
        return a.L == b.L ? yes : no;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Single(float value) => new(Unsafe.BitCast<float, T>(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Double(double value) => new(Unsafe.BitCast<double, T>(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Scalar<T> Int(int value) => new(Unsafe.BitCast<int, T>(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Scalar<T> Long(long value) => new(Unsafe.BitCast<long, T>(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Bits32(uint pattern) => Int((int)pattern);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Bits64(ulong pattern) => Long((long)pattern);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> And(Scalar<T> a, Scalar<T> b) => sizeof(T) == 4 ? Int(a.I & b.I) : Long(a.L & b.L);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Or(Scalar<T> a, Scalar<T> b) => sizeof(T) == 4 ? Int(a.I | b.I) : Long(a.L | b.L);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Xor(Scalar<T> a, Scalar<T> b) => sizeof(T) == 4 ? Int(a.I ^ b.I) : Long(a.L ^ b.L);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> AddBits32(Scalar<T> a, Scalar<T> b) => Int(a.I + b.I);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> AddBits64(Scalar<T> a, Scalar<T> b) => Long(a.L + b.L);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> ShiftLeft32(Scalar<T> x, [ConstantExpected] int count) => Int(x.I << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> ShiftLeft64(Scalar<T> x, [ConstantExpected] int count) => Long(x.L << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> ShiftRight32(Scalar<T> x, [ConstantExpected] int count) => Int(x.I >>> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> ShiftRight64(Scalar<T> x, [ConstantExpected] int count) => Long(x.L >>> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> AtMost(Scalar<T> limit, Scalar<T> x) => IfLess(limit, x, limit, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> AtLeast(Scalar<T> limit, Scalar<T> x) => IfLess(x, limit, limit, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyBeyond32(Scalar<T> x, float limit) => MathF.Abs(x.F) > limit;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyBeyond64(Scalar<T> x, double limit) => Math.Abs(x.D) > limit;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Scale32(Scalar<T> value, Scalar<T> n) => PowerOfTwo.Scale32(value, n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Scale64(Scalar<T> value, Scalar<T> n) => PowerOfTwo.Scale64(value, n);
}
