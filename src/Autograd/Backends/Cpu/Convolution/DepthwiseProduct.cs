using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu.Convolution;

/// <summary>
/// The convolution of few output channels a group, where a tile of the matrix product would be too low: one channel at a time, eight
/// registers of places at once.
/// </summary>
internal static unsafe class DepthwiseProduct<T, TRegister>
    where T : unmanaged, INumberBase<T>
    where TRegister : unmanaged, IRegister<TRegister, T>
{
    /// <summary>Computes all outputs; <paramref name="flat"/> holds the places of one channel and a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in PlaneProduct<T> p, T* flat)
    {
        int length = p.FlatLength;
        bool direct = p.Pitch == p.Columns && p.TargetColumn == 1 && (p.Rows == 1 || p.TargetRow == p.Columns);
        for (int channel = 0; channel < p.Channels; channel++)
        {
            T* weights = p.Weights + ((nint)channel * p.K);
            T* target = p.Target + (channel * p.TargetChannel);
            T bias = p.Bias == null ? T.Zero : p.Bias[channel];
            Places(in p, weights, bias, length, direct ? target : flat);
            if (!direct)
            {
                Rows(in p, flat, target);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Places(in PlaneProduct<T> p, T* weights, T bias, int length, T* target)
    {
        int lanes = TRegister.Lanes;
        nint* offsets = p.Offsets;
        int k = p.K;
        byte* source = (byte*)p.Source;
        int place = 0;
        TRegister start = TRegister.Broadcast(bias);
        for (; place <= length - (8 * lanes); place += 8 * lanes)
        {
            TRegister s0 = start, s1 = start, s2 = start, s3 = start, s4 = start, s5 = start, s6 = start, s7 = start;
            for (int i = 0; i < k; i++)
            {
                TRegister w = TRegister.Broadcast(weights[i]);
                T* x = (T*)(source + offsets[i]) + place;
                s0 = TRegister.MultiplyAdd(w, TRegister.Load(x), s0);
                s1 = TRegister.MultiplyAdd(w, TRegister.Load(x + lanes), s1);
                s2 = TRegister.MultiplyAdd(w, TRegister.Load(x + (2 * lanes)), s2);
                s3 = TRegister.MultiplyAdd(w, TRegister.Load(x + (3 * lanes)), s3);
                s4 = TRegister.MultiplyAdd(w, TRegister.Load(x + (4 * lanes)), s4);
                s5 = TRegister.MultiplyAdd(w, TRegister.Load(x + (5 * lanes)), s5);
                s6 = TRegister.MultiplyAdd(w, TRegister.Load(x + (6 * lanes)), s6);
                s7 = TRegister.MultiplyAdd(w, TRegister.Load(x + (7 * lanes)), s7);
            }

            TRegister.Store(target + place, s0);
            TRegister.Store(target + place + lanes, s1);
            TRegister.Store(target + place + (2 * lanes), s2);
            TRegister.Store(target + place + (3 * lanes), s3);
            TRegister.Store(target + place + (4 * lanes), s4);
            TRegister.Store(target + place + (5 * lanes), s5);
            TRegister.Store(target + place + (6 * lanes), s6);
            TRegister.Store(target + place + (7 * lanes), s7);
        }

        for (; place < length; place += lanes)
        {
            TRegister sum = start;
            for (int i = 0; i < k; i++)
            {
                sum = TRegister.MultiplyAdd(TRegister.Broadcast(weights[i]), TRegister.Load((T*)(source + offsets[i]) + place), sum);
            }

            TRegister.Store(target + place, sum, TRegister.FirstLanes(length - place));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows(in PlaneProduct<T> p, T* flat, T* target)
    {
        for (int row = 0; row < p.Rows; row++)
        {
            T* from = flat + ((nint)row * p.Pitch);
            T* to = target + (row * p.TargetRow);
            if (p.TargetColumn == 1)
            {
                PlaneStaging<T>.Copy(from, p.Columns, to);
                continue;
            }

            for (int column = 0; column < p.Columns; column++)
            {
                to[(nint)column * p.TargetColumn] = from[column];
            }
        }
    }
}
