using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Numerics;

/// <summary>
/// The counter-based generator Philox 4×32 with 10 rounds (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
/// 1, 2, 3", 2011): a block of four numbers is a function of its counter and the key, so any part of a stream is computed
/// anywhere, in any order, on any device, with the same integers.
/// </summary>
/// <remarks>
/// A stream's number i is word i mod 4 of the block whose counter is (i / 4) in its low and the stream in its high 64 bits.
/// </remarks>
internal static unsafe class Philox4x32
{
    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;

    // What the key grows by each round: the golden ratio's and √3 − 1's first 32 bits.
    private const uint KeyStep0 = 0x9E3779B9;
    private const uint KeyStep1 = 0xBB67AE85;

    /// <summary>The four numbers of a counter under a key.</summary>
    public static (uint X0, uint X1, uint X2, uint X3) Block(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * c0;
            ulong product1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ k0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ k1, (uint)product0);
            k0 += KeyStep0;
            k1 += KeyStep1;
        }
        return (c0, c1, c2, c3);
    }

    /// <summary>Fills with consecutive numbers of a stream, from the first word of block <paramref name="counter"/> on.</summary>
    public static void Fill(Span<uint> destination, ulong key, ulong stream, ulong counter)
    {
        fixed (uint* target = destination)
        {
            int done = 0;
            if (Avx512F.IsSupported)
                done = Fill512(target, destination.Length, key, stream, counter);
            else if (Avx2.IsSupported)
                done = Fill256(target, destination.Length, key, stream, counter);

            for (; done < destination.Length; done += 4)
            {
                ulong block = counter + (ulong)(done / 4);
                (uint X0, uint X1, uint X2, uint X3) words = Block((uint)block, (uint)(block >> 32), (uint)stream, (uint)(stream >> 32), (uint)key, (uint)(key >> 32));
                new ReadOnlySpan<uint>(&words, Math.Min(4, destination.Length - done)).CopyTo(destination[done..]);
            }
        }
    }

    /// <summary>Uniform in [0, 1) with 24 bits: what a float holds between ½ and 1.</summary>
    public static float ToUniform(uint bits) => (bits >> 8) * (1f / (1 << 24));

    /// <summary>Uniform in [0, 1) with 53 bits, the upper of them from <paramref name="high"/>.</summary>
    public static double ToUniform(uint high, uint low) => ((((ulong)high << 32) | low) >> 11) * (1.0 / (1L << 53));

    // Eight blocks at a time in lanes of 64 bits: the multiplication takes the low half of a lane and ignores the high one, so a
    // product is both its high word, shifted down, and its low word, as it is.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static int Fill512(uint* target, int length, ulong key, ulong stream, ulong counter)
    {
        Vector512<uint> multiplier0 = Vector512.Create((ulong)Multiplier0).AsUInt32();
        Vector512<uint> multiplier1 = Vector512.Create((ulong)Multiplier1).AsUInt32();
        Vector512<ulong> low = Vector512.Create((ulong)uint.MaxValue);
        Vector512<ulong> key0 = Vector512.Create(key & uint.MaxValue), key1 = Vector512.Create(key >> 32);
        Vector512<uint> step0 = Vector512.Create((ulong)KeyStep0).AsUInt32(), step1 = Vector512.Create((ulong)KeyStep1).AsUInt32();
        Vector512<ulong> block = Vector512.Create(counter) + Vector512<ulong>.Indices;
        Vector512<ulong> firstHalf = Vector512.Create(0UL, 8, 1, 9, 2, 10, 3, 11);
        Vector512<ulong> secondHalf = Vector512.Create(4UL, 12, 5, 13, 6, 14, 7, 15);
        int done = 0;
        for (; done + 32 <= length; done += 32)
        {
            Vector512<ulong> c0 = block, c1 = block >>> 32, c2 = Vector512.Create(stream), c3 = Vector512.Create(stream >> 32);
            Vector512<ulong> k0 = key0, k1 = key1;
            for (int round = 0; round < Rounds; round++)
            {
                Vector512<ulong> product0 = Avx512F.Multiply(multiplier0, c0.AsUInt32());
                Vector512<ulong> product1 = Avx512F.Multiply(multiplier1, c2.AsUInt32());
                c0 = (product1 >>> 32) ^ c1 ^ k0;
                c2 = (product0 >>> 32) ^ c3 ^ k1;
                c1 = product1;
                c3 = product0;
                k0 = (k0.AsUInt32() + step0).AsUInt64();
                k1 = (k1.AsUInt32() + step1).AsUInt64();
            }
            Vector512<ulong> words01 = (c0 & low) | (c1 << 32);
            Vector512<ulong> words23 = (c2 & low) | (c3 << 32);
            Avx512F.PermuteVar8x64x2(words01, firstHalf, words23).AsUInt32().Store(target + done);
            Avx512F.PermuteVar8x64x2(words01, secondHalf, words23).AsUInt32().Store(target + done + 16);
            block += Vector512.Create(8UL);
        }
        return done;
    }

    // The same with four blocks at a time.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static int Fill256(uint* target, int length, ulong key, ulong stream, ulong counter)
    {
        Vector256<uint> multiplier0 = Vector256.Create((ulong)Multiplier0).AsUInt32();
        Vector256<uint> multiplier1 = Vector256.Create((ulong)Multiplier1).AsUInt32();
        Vector256<ulong> low = Vector256.Create((ulong)uint.MaxValue);
        Vector256<ulong> key0 = Vector256.Create(key & uint.MaxValue), key1 = Vector256.Create(key >> 32);
        Vector256<uint> step0 = Vector256.Create((ulong)KeyStep0).AsUInt32(), step1 = Vector256.Create((ulong)KeyStep1).AsUInt32();
        Vector256<ulong> block = Vector256.Create(counter) + Vector256<ulong>.Indices;
        int done = 0;
        for (; done + 16 <= length; done += 16)
        {
            Vector256<ulong> c0 = block, c1 = block >>> 32, c2 = Vector256.Create(stream), c3 = Vector256.Create(stream >> 32);
            Vector256<ulong> k0 = key0, k1 = key1;
            for (int round = 0; round < Rounds; round++)
            {
                Vector256<ulong> product0 = Avx2.Multiply(multiplier0, c0.AsUInt32());
                Vector256<ulong> product1 = Avx2.Multiply(multiplier1, c2.AsUInt32());
                c0 = (product1 >>> 32) ^ c1 ^ k0;
                c2 = (product0 >>> 32) ^ c3 ^ k1;
                c1 = product1;
                c3 = product0;
                k0 = (k0.AsUInt32() + step0).AsUInt64();
                k1 = (k1.AsUInt32() + step1).AsUInt64();
            }
            Vector256<ulong> words01 = (c0 & low) | (c1 << 32);
            Vector256<ulong> words23 = (c2 & low) | (c3 << 32);

            // Blocks 0 and 2 lie in the low halves of their 128 bits, 1 and 3 in the high ones.
            Vector256<ulong> even = Avx2.UnpackLow(words01, words23);
            Vector256<ulong> odd = Avx2.UnpackHigh(words01, words23);
            Avx2.Permute2x128(even, odd, 0x20).AsUInt32().Store(target + done);
            Avx2.Permute2x128(even, odd, 0x31).AsUInt32().Store(target + done + 8);
            block += Vector256.Create(4UL);
        }
        return done;
    }
}
