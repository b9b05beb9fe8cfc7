using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Gemm;

/// <summary>A register of whatever width <see cref="Vector{T}"/> has; 16 of them are assumed. Correct on every processor.</summary>
internal readonly unsafe struct RegisterPortable<T> : IRegister<RegisterPortable<T>, T>
    where T : unmanaged
{
    private readonly Vector<T> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private RegisterPortable(Vector<T> value) => _value = value;

    public static int Lanes => Vector<T>.Count;

    public static int MaximumRows => 6;

    public static RegisterPortable<T> Zero => new(Vector<T>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RegisterPortable<T> Broadcast(T value) => new(new Vector<T>(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RegisterPortable<T> Load(T* source) => new(Vector.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RegisterPortable<T> FirstLanes(int count) => typeof(T) == typeof(float)
        ? new(Vector.As<int, T>(Vector.LessThan(Vector<int>.Indices, new Vector<int>(count))))
        : new(Vector.As<long, T>(Vector.LessThan(Vector<long>.Indices, new Vector<long>(count))));

    public static RegisterPortable<T> Load(T* source, RegisterPortable<T> mask)
    {
        T* lanes = stackalloc T[Vector<T>.Count];
        int selected = SelectedLanes(mask);
        for (int i = 0; i < Vector<T>.Count; i++)
        {
            lanes[i] = i < selected ? source[i] : default;
        }

        return Load(lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* target, RegisterPortable<T> value) => Vector.Store(value._value, target);

    public static void Store(T* target, RegisterPortable<T> value, RegisterPortable<T> mask)
    {
        T* lanes = stackalloc T[Vector<T>.Count];
        Store(lanes, value);
        int selected = SelectedLanes(mask);
        for (int i = 0; i < selected; i++)
        {
            target[i] = lanes[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RegisterPortable<T> Add(RegisterPortable<T> a, RegisterPortable<T> b) => new(a._value + b._value);

    /// <summary>Fused or not as the processor prefers; that is one choice for the whole process.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RegisterPortable<T> MultiplyAdd(RegisterPortable<T> a, RegisterPortable<T> b, RegisterPortable<T> c) =>
        typeof(T) == typeof(float)
            ? new(Vector.As<float, T>(Vector.MultiplyAddEstimate(
                Vector.As<T, float>(a._value), Vector.As<T, float>(b._value), Vector.As<T, float>(c._value))))
            : new(Vector.As<double, T>(Vector.MultiplyAddEstimate(
                Vector.As<T, double>(a._value), Vector.As<T, double>(b._value), Vector.As<T, double>(c._value))));

    /// <summary>Masks come from <see cref="FirstLanes"/>, so their set lanes are the first ones: each counts as −1.</summary>
    private static int SelectedLanes(RegisterPortable<T> mask) => typeof(T) == typeof(float)
        ? -Vector.Sum(Vector.As<T, int>(mask._value))
        : -(int)Vector.Sum(Vector.As<T, long>(mask._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunTile<TRows, TWidth, TSteps>(TileArguments<T>* tile)
        where TRows : struct, IConstant
        where TWidth : struct, IConstant
        where TSteps : struct, IPanelSteps => MicroKernel<T, RegisterPortable<T>, TRows, TWidth, TSteps>.Run(tile);
}
