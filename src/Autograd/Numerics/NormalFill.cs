using System.Runtime.CompilerServices;
using Autograd.Numerics.Functions;

namespace Autograd.Numerics;

/// <summary>
/// Standard normal numbers of a <see cref="Philox4x32"/> stream. A block of four integers makes four floats, two by two, or two
/// doubles, each pair by <see cref="BoxMuller"/>: number i does not depend on where a fill begins or ends, nor on the width.
/// </summary>
internal static unsafe class NormalFill
{
    // Pairs in a chunk: whole registers of every width, and scratch that stays in the first-level cache.
    private const int Chunk = 256;

    /// <summary>Fills with consecutive normal numbers of a stream, from the first of block <paramref name="counter"/> on.</summary>
    public static void Fill(Span<float> destination, ulong key, ulong stream, ulong counter)
    {
        if (LaneWidth.Use512)
            Fill<Wide512<float>>(destination, key, stream, counter);
        else if (LaneWidth.Use256)
            Fill<Wide256<float>>(destination, key, stream, counter);
        else if (LaneWidth.Use128)
            Fill<Wide128<float>>(destination, key, stream, counter);
        else
            Fill<Scalar<float>>(destination, key, stream, counter);
    }

    /// <inheritdoc cref="Fill(Span{float}, ulong, ulong, ulong)"/>
    public static void Fill(Span<double> destination, ulong key, ulong stream, ulong counter)
    {
        if (LaneWidth.Use512)
            FillDouble<Wide512<double>>(destination, key, stream, counter);
        else if (LaneWidth.Use256)
            FillDouble<Wide256<double>>(destination, key, stream, counter);
        else if (LaneWidth.Use128)
            FillDouble<Wide128<double>>(destination, key, stream, counter);
        else
            FillDouble<Scalar<double>>(destination, key, stream, counter);
    }

    /// <summary>The same in lanes of the caller's choice.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Fill<L>(Span<float> destination, ulong key, ulong stream, ulong counter)
        where L : unmanaged, ILanes<L, float>, IFloatLanes<L>
    {
        uint* words = stackalloc uint[2 * Chunk];
        float* first = stackalloc float[Chunk];
        float* second = stackalloc float[Chunk];
        for (int start = 0; start < destination.Length; start += 2 * Chunk)
        {
            Philox4x32.Fill(new Span<uint>(words, 2 * Chunk), key, stream, counter + ((ulong)start / 4));
            for (int i = 0; i < Chunk; i++)
            {
                ((uint*)first)[i] = words[2 * i];
                ((uint*)second)[i] = words[(2 * i) + 1];
            }
            for (int i = 0; i < Chunk; i += L.Count)
            {
                (L cosine, L sine) = BoxMuller.Single(L.Load(first + i), L.Load(second + i));
                cosine.Store(first + i);
                sine.Store(second + i);
            }
            Interleave(first, second, destination[start..]);
        }
    }

    /// <summary>The same in lanes of the caller's choice.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void FillDouble<L>(Span<double> destination, ulong key, ulong stream, ulong counter)
        where L : unmanaged, ILanes<L, double>, IFloatLanes<L>
    {
        uint* words = stackalloc uint[4 * Chunk];
        double* first = stackalloc double[Chunk];
        double* second = stackalloc double[Chunk];
        for (int start = 0; start < destination.Length; start += 2 * Chunk)
        {
            Philox4x32.Fill(new Span<uint>(words, 4 * Chunk), key, stream, counter + ((ulong)start / 2));
            for (int i = 0; i < Chunk; i++)
            {
                ((ulong*)first)[i] = ((ulong)words[4 * i] << 32) | words[(4 * i) + 1];
                ((ulong*)second)[i] = ((ulong)words[(4 * i) + 2] << 32) | words[(4 * i) + 3];
            }
            for (int i = 0; i < Chunk; i += L.Count)
            {
                (L cosine, L sine) = BoxMuller.Double(L.Load(first + i), L.Load(second + i));
                cosine.Store(first + i);
                sine.Store(second + i);
            }
            Interleave(first, second, destination[start..]);
        }
    }

    // first[0], second[0], first[1], … for as long as there is room.
    private static void Interleave<T>(T* first, T* second, Span<T> destination)
        where T : unmanaged
    {
        int pairs = Math.Min(Chunk, destination.Length / 2);
        fixed (T* target = destination)
        {
            for (int i = 0; i < pairs; i++)
            {
                target[2 * i] = first[i];
                target[(2 * i) + 1] = second[i];
            }
        }
        if (pairs < Chunk && destination.Length % 2 == 1)
            destination[^1] = first[pairs];
    }
}
