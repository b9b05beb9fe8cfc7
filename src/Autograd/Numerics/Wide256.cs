using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Autograd.Numerics.Functions;

namespace Autograd.Numerics;

/// <summary>256 bits of lanes: 8 of 32 bits or 4 of 64.</summary>
/// <typeparam name="T">The element: float, double, int or long.</typeparam>
internal readonly unsafe partial struct Wide256<T> : ILanes<Wide256<T>, T>, IFloatLanes<Wide256<T>>
    where T : unmanaged
{
    private readonly Vector256<T> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Wide256(Vector256<T> value) => _value = value;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256<T>.Count;
    }

    public static Wide256<T> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<T>.Zero);
    }

    public static Wide256<T> One
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<T>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Load(T* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Broadcast(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* target) => _value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Constant(double value)
    {
        if (typeof(T) == typeof(float))
            return Single((float)value);
        if (typeof(T) == typeof(double))
            return Double(value);
        if (typeof(T) == typeof(int))
            return new(Vector256.Create((int)value).As<int, T>());
        return new(Vector256.Create((long)value).As<long, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator +(Wide256<T> a, Wide256<T> b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator -(Wide256<T> a, Wide256<T> b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator *(Wide256<T> a, Wide256<T> b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator /(Wide256<T> a, Wide256<T> b)
    {
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
            return new(a._value / b._value);
        throw IntegerLanes.Without("division");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator -(Wide256<T> a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> MultiplyAdd(Wide256<T> a, Wide256<T> b, Wide256<T> c)
    {
        if (typeof(T) == typeof(float))
            return MultiplyAdd32(a, b, c);
        if (typeof(T) == typeof(double))
            return MultiplyAdd64(a, b, c);
        return new(a._value * b._value + c._value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> MultiplyAdd32(Wide256<T> a, Wide256<T> b, Wide256<T> c) => FusedMultiply.IsSupported
        ? new(Vector256.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>())
        : new(a._value * b._value + c._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> MultiplyAdd64(Wide256<T> a, Wide256<T> b, Wide256<T> c) => FusedMultiply.IsSupported
        ? new(Vector256.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>())
        : new(a._value * b._value + c._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> MultiplyAdd32(Wide256<T> a, Wide256<T> b, float c) => FusedMultiply.IsSupported
        ? new(Vector256.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), Vector256.Create(c)).As<float, T>())
        : new(a._value * b._value + Vector256.Create(c).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> MultiplyAdd64(Wide256<T> a, Wide256<T> b, double c) => FusedMultiply.IsSupported
        ? new(Vector256.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), Vector256.Create(c)).As<double, T>())
        : new(a._value * b._value + Vector256.Create(c).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Abs(Wide256<T> x) => new(Vector256.Abs(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Sqrt(Wide256<T> x)
    {
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
            return new(Vector256.Sqrt(x._value));
        throw IntegerLanes.Without(nameof(Sqrt));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Max(Wide256<T> a, Wide256<T> b) => new(Vector256.Max(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Min(Wide256<T> a, Wide256<T> b) => new(Vector256.Min(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> IfLess(Wide256<T> a, Wide256<T> b, Wide256<T> yes, Wide256<T> no) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(a._value, b._value), yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> IfLessOrEqual(Wide256<T> a, Wide256<T> b, Wide256<T> yes, Wide256<T> no) =>
        new(Vector256.ConditionalSelect(Vector256.LessThanOrEqual(a._value, b._value), yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> IfEqual(Wide256<T> a, Wide256<T> b, Wide256<T> yes, Wide256<T> no) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(a._value, b._value), yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Single(float value) => new(Vector256.Create(value).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Double(double value) => new(Vector256.Create(value).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Bits32(uint pattern) => new(Vector256.Create(pattern).As<uint, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Bits64(ulong pattern) => new(Vector256.Create(pattern).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> And(Wide256<T> a, Wide256<T> b) => new(a._value & b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Or(Wide256<T> a, Wide256<T> b) => new(a._value | b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Xor(Wide256<T> a, Wide256<T> b) => new(a._value ^ b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> AddBits32(Wide256<T> a, Wide256<T> b) => new((a._value.AsUInt32() + b._value.AsUInt32()).As<uint, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> AddBits64(Wide256<T> a, Wide256<T> b) => new((a._value.AsUInt64() + b._value.AsUInt64()).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> ShiftLeft32(Wide256<T> x, [ConstantExpected] int count) => new((x._value.AsUInt32() << count).As<uint, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> ShiftLeft64(Wide256<T> x, [ConstantExpected] int count) => new((x._value.AsUInt64() << count).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> ShiftRight32(Wide256<T> x, [ConstantExpected] int count) => new((x._value.AsUInt32() >>> count).As<uint, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> ShiftRight64(Wide256<T> x, [ConstantExpected] int count) => new((x._value.AsUInt64() >>> count).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> AtMost(Wide256<T> limit, Wide256<T> x) => new(Vector256.MinNative(limit._value, x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> AtLeast(Wide256<T> limit, Wide256<T> x) => new(Vector256.MaxNative(limit._value, x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyBeyond32(Wide256<T> x, float limit) =>
        Avx512F.VL.IsSupported || Vector256.GreaterThanAny(Vector256.Abs(x._value.AsSingle()), Vector256.Create(limit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyBeyond64(Wide256<T> x, double limit) =>
        Avx512F.VL.IsSupported || Vector256.GreaterThanAny(Vector256.Abs(x._value.AsDouble()), Vector256.Create(limit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Scale32(Wide256<T> value, Wide256<T> n)
    {
        if (Avx512F.VL.IsSupported)
            return new(Avx512F.VL.Scale(value._value.AsSingle(), n._value.AsSingle()).As<float, T>());
        return PowerOfTwo.Scale32(value, n);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Scale64(Wide256<T> value, Wide256<T> n)
    {
        if (Avx512F.VL.IsSupported)
            return new(Avx512F.VL.Scale(value._value.AsDouble(), n._value.AsDouble()).As<double, T>());
        return PowerOfTwo.Scale64(value, n);
    }
}
