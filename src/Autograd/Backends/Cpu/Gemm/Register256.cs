using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Backends.Cpu.Gemm;

/// <summary>A 256-bit register of AVX2 with FMA: 16 of them, so 6 rows of two, two of B and one of A leave one to spare.</summary>
internal readonly unsafe struct Register256<T> : IRegister<Register256<T>, T>
    where T : unmanaged
{
    private readonly Vector256<T> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Register256(Vector256<T> value) => _value = value;

    /// <summary>Whether this processor has what the register needs.</summary>
    public static bool IsSupported => Vector256.IsHardwareAccelerated && Avx2.IsSupported && Fma.IsSupported;

    public static int Lanes => Vector256<T>.Count;

    public static int MaximumRows => 6;

    public static Register256<T> Zero => new(Vector256<T>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Broadcast(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Load(T* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> FirstLanes(int count) => new(Mask(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Load(T* source, Register256<T> mask) => new(LoadMasked(source, mask._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* target, Register256<T> value) => value._value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* target, Register256<T> value, Register256<T> mask) =>
        StoreFirst(target, value._value, BitOperations.PopCount(mask._value.ExtractMostSignificantBits()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> Add(Register256<T> a, Register256<T> b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256<T> MultiplyAdd(Register256<T> a, Register256<T> b, Register256<T> c) => typeof(T) == typeof(float)
        ? new(Vector256.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>())
        : new(Vector256.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunTile<TRows, TWidth, TSteps>(TileArguments<T>* tile)
        where TRows : struct, IConstant
        where TWidth : struct, IConstant
        where TSteps : struct, IPanelSteps => MicroKernel256<T, TRows, TWidth, TSteps>.Run(tile);

    /// <summary>All bits set in the first <paramref name="count"/> lanes, none in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> Mask(int count) => typeof(T) == typeof(float)
        ? Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).As<int, T>()
        : Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)count)).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<T> LoadMasked(T* source, Vector256<T> mask) => typeof(T) == typeof(float)
        ? Avx.MaskLoad((float*)source, mask.AsSingle()).As<float, T>()
        : Avx.MaskLoad((double*)source, mask.AsDouble()).As<double, T>();

    /// <summary>
    /// Stores the first <paramref name="count"/> lanes, in pieces of a power of two: a masked store is a microprogram of 40 instructions on
    /// some processors.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StoreFirst(T* target, Vector256<T> value, int count)
    {
        if (count >= Lanes)
        {
            value.Store(target);
            return;
        }

        Vector128<T> part = value.GetLower();
        if (count >= Lanes / 2)
        {
            part.Store(target);
            part = value.GetUpper();
            target += Lanes / 2;
            count -= Lanes / 2;
        }

        if (typeof(T) == typeof(float) && count >= 2)
        {
            *(double*)target = part.AsDouble().ToScalar();
            part = Vector128.Shuffle(part.AsDouble(), Vector128.Create(1L, 1L)).As<double, T>();
            target += 2;
            count -= 2;
        }

        if (count >= 1)
        {
            *target = part.ToScalar();
        }
    }
}
