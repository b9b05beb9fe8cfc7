using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Gemm;

/// <summary>A 512-bit register of AVX-512: 32 of them, so 14 rows of two, two of B and one of A leave one to spare.</summary>
internal readonly unsafe struct Register512<T> : IRegister<Register512<T>, T>
    where T : unmanaged
{
    private readonly Vector512<T> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Register512(Vector512<T> value) => _value = value;

    /// <summary>Whether this processor has what the register needs, or does without it for a test.</summary>
    public static bool IsSupported => (Vector512.IsHardwareAccelerated && Avx512F.IsSupported) || LaneWidth.Emulates512;

    public static int Lanes => Vector512<T>.Count;

    public static int MaximumRows => 14;

    public static Register512<T> Zero => new(Vector512<T>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Broadcast(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Load(T* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> FirstLanes(int count) => typeof(T) == typeof(float)
        ? new(Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).As<int, T>())
        : new(Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)count)).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Load(T* source, Register512<T> mask)
    {
        if (LaneWidth.Emulates512)
            return LoadLanes(source, mask);
        return typeof(T) == typeof(float)
            ? new(Avx512F.MaskLoad((float*)source, mask._value.AsSingle(), Vector512<float>.Zero).As<float, T>())
            : new(Avx512F.MaskLoad((double*)source, mask._value.AsDouble(), Vector512<double>.Zero).As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* target, Register512<T> value) => value._value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* target, Register512<T> value, Register512<T> mask)
    {
        if (LaneWidth.Emulates512)
        {
            StoreLanes(target, value, mask);
        }
        else if (typeof(T) == typeof(float))
        {
            Avx512F.MaskStore((float*)target, mask._value.AsSingle(), value._value.AsSingle());
        }
        else
        {
            Avx512F.MaskStore((double*)target, mask._value.AsDouble(), value._value.AsDouble());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> Add(Register512<T> a, Register512<T> b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512<T> MultiplyAdd(Register512<T> a, Register512<T> b, Register512<T> c) => typeof(T) == typeof(float)
        ? new(Vector512.FusedMultiplyAdd(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>())
        : new(Vector512.FusedMultiplyAdd(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunTile<TRows, TWidth, TSteps>(TileArguments<T>* tile)
        where TRows : struct, IConstant
        where TWidth : struct, IConstant
        where TSteps : struct, IPanelSteps => MicroKernel<T, Register512<T>, TRows, TWidth, TSteps>.Run(tile);

    private static Register512<T> LoadLanes(T* source, Register512<T> mask)
    {
        Vector512<T> lanes = Vector512<T>.Zero;
        for (int i = 0; i < Lanes; i++)
        {
            if (IsOn(mask, i))
                lanes = lanes.WithElement(i, source[i]);
        }

        return new(lanes);
    }

    private static void StoreLanes(T* target, Register512<T> value, Register512<T> mask)
    {
        for (int i = 0; i < Lanes; i++)
        {
            if (IsOn(mask, i))
                target[i] = value._value[i];
        }
    }

    private static bool IsOn(Register512<T> mask, int lane) => typeof(T) == typeof(float) ? mask._value.AsInt32()[lane] != 0 : mask._value.AsInt64()[lane] != 0;
}
