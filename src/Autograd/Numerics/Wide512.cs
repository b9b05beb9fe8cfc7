using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Autograd.Numerics.Functions;

namespace Autograd.Numerics;

/// <summary>512 bits of lanes: 16 of 32 bits or 8 of 64.</summary>
/// <typeparam name="T">The element: float, double, int or long.</typeparam>
internal readonly unsafe partial struct Wide512<T> : ILanes<Wide512<T>, T>, IFloatLanes<Wide512<T>>
    where T : unmanaged
{
    private readonly Vector512<T> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Wide512(Vector512<T> value) => _value = value;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<T>.Count;
    }

    public static Wide512<T> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<T>.Zero);
    }

    public static Wide512<T> One
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<T>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Load(T* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Broadcast(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* target) => _value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Constant(double value)
    {
        if (typeof(T) == typeof(float))
            return Single((float)value);
        if (typeof(T) == typeof(double))
            return Double(value);
        if (typeof(T) == typeof(int))
            return new(Vector512.Create((int)value).As<int, T>());
        return new(Vector512.Create((long)value).As<long, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator +(Wide512<T> a, Wide512<T> b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator -(Wide512<T> a, Wide512<T> b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator *(Wide512<T> a, Wide512<T> b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator /(Wide512<T> a, Wide512<T> b)
    {
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
            return new(a._value / b._value);
        throw IntegerLanes.Without("division");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator -(Wide512<T> a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> MultiplyAdd(Wide512<T> a, Wide512<T> b, Wide512<T> c)
    {
        if (typeof(T) == typeof(float))
            return MultiplyAdd32(a, b, c);
        if (typeof(T) == typeof(double))
            return MultiplyAdd64(a, b, c);
        return new(a._value * b._value + c._value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> MultiplyAdd32(Wide512<T> a, Wide512<T> b, Wide512<T> c) => FusedMultiply.IsSupported
        ? new(Vector512.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>())
        : new(a._value * b._value + c._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> MultiplyAdd64(Wide512<T> a, Wide512<T> b, Wide512<T> c) => FusedMultiply.IsSupported
        ? new(Vector512.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>())
        : new(a._value * b._value + c._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> MultiplyAdd32(Wide512<T> a, Wide512<T> b, float c) => FusedMultiply.IsSupported
        ? new(Vector512.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), Vector512.Create(c)).As<float, T>())
        : new(a._value * b._value + Vector512.Create(c).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> MultiplyAdd64(Wide512<T> a, Wide512<T> b, double c) => FusedMultiply.IsSupported
        ? new(Vector512.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), Vector512.Create(c)).As<double, T>())
        : new(a._value * b._value + Vector512.Create(c).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Abs(Wide512<T> x) => new(Vector512.Abs(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Sqrt(Wide512<T> x)
    {
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
            return new(Vector512.Sqrt(x._value));
        throw IntegerLanes.Without(nameof(Sqrt));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Max(Wide512<T> a, Wide512<T> b) => new(Vector512.Max(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Min(Wide512<T> a, Wide512<T> b) => new(Vector512.Min(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> IfLess(Wide512<T> a, Wide512<T> b, Wide512<T> yes, Wide512<T> no) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(a._value, b._value), yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> IfLessOrEqual(Wide512<T> a, Wide512<T> b, Wide512<T> yes, Wide512<T> no) =>
        new(Vector512.ConditionalSelect(Vector512.LessThanOrEqual(a._value, b._value), yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> IfEqual(Wide512<T> a, Wide512<T> b, Wide512<T> yes, Wide512<T> no) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(a._value, b._value), yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Single(float value) => new(Vector512.Create(value).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Double(double value) => new(Vector512.Create(value).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Bits32(uint pattern) => new(Vector512.Create(pattern).As<uint, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Bits64(ulong pattern) => new(Vector512.Create(pattern).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> And(Wide512<T> a, Wide512<T> b) => new(a._value & b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Or(Wide512<T> a, Wide512<T> b) => new(a._value | b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Xor(Wide512<T> a, Wide512<T> b) => new(a._value ^ b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> AddBits32(Wide512<T> a, Wide512<T> b) => new((a._value.AsUInt32() + b._value.AsUInt32()).As<uint, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> AddBits64(Wide512<T> a, Wide512<T> b) => new((a._value.AsUInt64() + b._value.AsUInt64()).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> ShiftLeft32(Wide512<T> x, [ConstantExpected] int count) => new((x._value.AsUInt32() << count).As<uint, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> ShiftLeft64(Wide512<T> x, [ConstantExpected] int count) => new((x._value.AsUInt64() << count).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> ShiftRight32(Wide512<T> x, [ConstantExpected] int count) => new((x._value.AsUInt32() >>> count).As<uint, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> ShiftRight64(Wide512<T> x, [ConstantExpected] int count) => new((x._value.AsUInt64() >>> count).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> AtMost(Wide512<T> limit, Wide512<T> x) => new(Vector512.MinNative(limit._value, x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> AtLeast(Wide512<T> limit, Wide512<T> x) => new(Vector512.MaxNative(limit._value, x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyBeyond32(Wide512<T> x, float limit) =>
        Avx512F.IsSupported || Vector512.GreaterThanAny(Vector512.Abs(x._value.AsSingle()), Vector512.Create(limit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyBeyond64(Wide512<T> x, double limit) =>
        Avx512F.IsSupported || Vector512.GreaterThanAny(Vector512.Abs(x._value.AsDouble()), Vector512.Create(limit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Scale32(Wide512<T> value, Wide512<T> n)
    {
        if (Avx512F.IsSupported)
            return new(Avx512F.Scale(value._value.AsSingle(), n._value.AsSingle()).As<float, T>());
        return PowerOfTwo.Scale32(value, n);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Scale64(Wide512<T> value, Wide512<T> n)
    {
        if (Avx512F.IsSupported)
            return new(Avx512F.Scale(value._value.AsDouble(), n._value.AsDouble()).As<double, T>());
        return PowerOfTwo.Scale64(value, n);
    }
}
