using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Autograd.Numerics.Functions;

namespace Autograd.Numerics;

/// <summary>128 bits of lanes: 4 of 32 bits or 2 of 64.</summary>
/// <typeparam name="T">The element: float, double, int or long.</typeparam>
internal readonly unsafe partial struct Wide128<T> : ILanes<Wide128<T>, T>, IFloatLanes<Wide128<T>>
    where T : unmanaged
{
    private readonly Vector128<T> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Wide128(Vector128<T> value) => _value = value;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128<T>.Count;
    }

    public static Wide128<T> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector128<T>.Zero);
    }

    public static Wide128<T> One
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector128<T>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Load(T* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Broadcast(T value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* target) => _value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Constant(double value)
    {
        if (typeof(T) == typeof(float))
            return Single((float)value);
        if (typeof(T) == typeof(double))
            return Double(value);
        if (typeof(T) == typeof(int))
            return new(Vector128.Create((int)value).As<int, T>());
        return new(Vector128.Create((long)value).As<long, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator +(Wide128<T> a, Wide128<T> b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator -(Wide128<T> a, Wide128<T> b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator *(Wide128<T> a, Wide128<T> b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator /(Wide128<T> a, Wide128<T> b)
    {
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
            return new(a._value / b._value);
        throw IntegerLanes.Without("division");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator -(Wide128<T> a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> MultiplyAdd(Wide128<T> a, Wide128<T> b, Wide128<T> c)
    {
        if (typeof(T) == typeof(float))
            return MultiplyAdd32(a, b, c);
        if (typeof(T) == typeof(double))
            return MultiplyAdd64(a, b, c);
        return new(a._value * b._value + c._value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> MultiplyAdd32(Wide128<T> a, Wide128<T> b, Wide128<T> c) => FusedMultiply.IsSupported
        ? new(Vector128.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>())
        : new(a._value * b._value + c._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> MultiplyAdd64(Wide128<T> a, Wide128<T> b, Wide128<T> c) => FusedMultiply.IsSupported
        ? new(Vector128.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>())
        : new(a._value * b._value + c._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> MultiplyAdd32(Wide128<T> a, Wide128<T> b, float c) => FusedMultiply.IsSupported
        ? new(Vector128.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), Vector128.Create(c)).As<float, T>())
        : new(a._value * b._value + Vector128.Create(c).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> MultiplyAdd64(Wide128<T> a, Wide128<T> b, double c) => FusedMultiply.IsSupported
        ? new(Vector128.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), Vector128.Create(c)).As<double, T>())
        : new(a._value * b._value + Vector128.Create(c).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Abs(Wide128<T> x) => new(Vector128.Abs(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Sqrt(Wide128<T> x)
    {
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
            return new(Vector128.Sqrt(x._value));
        throw IntegerLanes.Without(nameof(Sqrt));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Max(Wide128<T> a, Wide128<T> b) => new(Vector128.Max(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Min(Wide128<T> a, Wide128<T> b) => new(Vector128.Min(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> IfLess(Wide128<T> a, Wide128<T> b, Wide128<T> yes, Wide128<T> no) =>
        new(Vector128.ConditionalSelect(Vector128.LessThan(a._value, b._value), yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> IfLessOrEqual(Wide128<T> a, Wide128<T> b, Wide128<T> yes, Wide128<T> no) =>
        new(Vector128.ConditionalSelect(Vector128.LessThanOrEqual(a._value, b._value), yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> IfEqual(Wide128<T> a, Wide128<T> b, Wide128<T> yes, Wide128<T> no) =>
        new(Vector128.ConditionalSelect(Vector128.Equals(a._value, b._value), yes._value, no._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Single(float value) => new(Vector128.Create(value).As<float, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Double(double value) => new(Vector128.Create(value).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Bits32(uint pattern) => new(Vector128.Create(pattern).As<uint, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Bits64(ulong pattern) => new(Vector128.Create(pattern).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> And(Wide128<T> a, Wide128<T> b) => new(a._value & b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Or(Wide128<T> a, Wide128<T> b) => new(a._value | b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Xor(Wide128<T> a, Wide128<T> b) => new(a._value ^ b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> AddBits32(Wide128<T> a, Wide128<T> b) => new((a._value.AsUInt32() + b._value.AsUInt32()).As<uint, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> AddBits64(Wide128<T> a, Wide128<T> b) => new((a._value.AsUInt64() + b._value.AsUInt64()).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> ShiftLeft32(Wide128<T> x, [ConstantExpected] int count) => new((x._value.AsUInt32() << count).As<uint, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> ShiftLeft64(Wide128<T> x, [ConstantExpected] int count) => new((x._value.AsUInt64() << count).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> ShiftRight32(Wide128<T> x, [ConstantExpected] int count) => new((x._value.AsUInt32() >>> count).As<uint, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> ShiftRight64(Wide128<T> x, [ConstantExpected] int count) => new((x._value.AsUInt64() >>> count).As<ulong, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> AtMost(Wide128<T> limit, Wide128<T> x) => new(Vector128.MinNative(limit._value, x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> AtLeast(Wide128<T> limit, Wide128<T> x) => new(Vector128.MaxNative(limit._value, x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyBeyond32(Wide128<T> x, float limit) =>
        Avx512F.VL.IsSupported || Vector128.GreaterThanAny(Vector128.Abs(x._value.AsSingle()), Vector128.Create(limit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyBeyond64(Wide128<T> x, double limit) =>
        Avx512F.VL.IsSupported || Vector128.GreaterThanAny(Vector128.Abs(x._value.AsDouble()), Vector128.Create(limit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Scale32(Wide128<T> value, Wide128<T> n)
    {
        if (Avx512F.VL.IsSupported)
            return new(Avx512F.VL.Scale(value._value.AsSingle(), n._value.AsSingle()).As<float, T>());
        return PowerOfTwo.Scale32(value, n);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Scale64(Wide128<T> value, Wide128<T> n)
    {
        if (Avx512F.VL.IsSupported)
            return new(Avx512F.VL.Scale(value._value.AsDouble(), n._value.AsDouble()).As<double, T>());
        return PowerOfTwo.Scale64(value, n);
    }
}
