using System.Runtime.CompilerServices;

namespace Autograd.Numerics.Functions;

/// <summary>
/// The reduction of large angles, x = n·π/2 + r with |r| ≤ π/4, by Payne and Hanek's method (1983): x·2/π in integers, with as many bits
/// of 2/π as reach beyond the whole turns, which do not count. In integers alone, so that every device computes the same.
/// </summary>
internal static class QuarterTurns
{
    /// <summary>Above it n has more bits than the fast reduction multiplies exactly.</summary>
    public const double Limit = 1e6;

    private const ulong SignificandBits = 0x000fffffffffffff;
    private const ulong ImplicitBit = 0x0010000000000000;

    /// <summary>Reduces the lanes above the limit, one by one; an element's value does not depend on its neighbours.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static unsafe void Lanes<L>(L x, ref L turns, ref L rest)
        where L : unmanaged
    {
        L angles = x, counts = turns, rests = rest;
        for (int i = 0; i < sizeof(L) / sizeof(double); i++)
        {
            double angle = ((double*)&angles)[i];
            if (Math.Abs(angle) > Limit)
                Reduce(BitConverter.DoubleToUInt64Bits(angle), out ((ulong*)&counts)[i], out ((double*)&rests)[i]);
        }

        turns = counts;
        rest = rests;
    }

    /// <summary>Reduces the double of some bits, above the limit in size; NaN and ∞ have a rest of NaN.</summary>
    /// <param name="pattern">The bits.</param>
    /// <param name="turns">n modulo 2⁶⁴.</param>
    /// <param name="rest">r, within a unit in the last place.</param>
    public static void Reduce(ulong pattern, out ulong turns, out double rest)
    {
        int exponent = (int)(pattern >> 52) & 0x7ff;
        if (exponent == 0x7ff)
        {
            turns = 0;
            rest = double.NaN;
            return;
        }

        // x = m·2ᵏ. The window of 2/π begins with the bit that 2ᵏ brings to the place of 2: what is before gives whole turns.
        int first = exponent - 1075 - 2 + 64;
        int word = first >> 5;
        int shift = first & 31;
        ulong m = (pattern & SignificandBits) | ImplicitBit;
        ulong high = m >> 32;
        ulong low = m & 0xffffffff;

        // m times the window's six words from the last on, by schoolbook; above the top everything is whole turns.
        ulong factor = Word(word, shift, 5);
        ulong lower = low * factor;
        ulong upper = 0;
        ulong sixth, fifth, fourth, third, second;
        sixth = lower & 0xffffffff;
        upper = Step(low, high, Word(word, shift, 4), ref factor, ref lower, upper);
        fifth = upper & 0xffffffff;
        upper = Step(low, high, Word(word, shift, 3), ref factor, ref lower, upper);
        fourth = upper & 0xffffffff;
        upper = Step(low, high, Word(word, shift, 2), ref factor, ref lower, upper);
        third = upper & 0xffffffff;
        upper = Step(low, high, Word(word, shift, 1), ref factor, ref lower, upper);
        second = upper & 0xffffffff;
        upper = Step(low, high, Word(word, shift, 0), ref factor, ref lower, upper);
        ulong top = (upper << 32) | second;
        ulong middle = (third << 32) | fourth;
        ulong bottom = (fifth << 32) | sixth;

        // Two bits count quarter turns, the rest is a fraction; from a half on the next quarter is nearer.
        turns = top >> 62;
        ulong fraction = (top << 2) | (middle >> 62);
        ulong below = (middle << 2) | (bottom >> 62);
        bool isNegative = fraction >> 63 != 0;
        if (isNegative)
        {
            turns++;
            fraction = ~fraction;
            below = ~below;
        }

        // The product with π/2 in two parts each, the leading ones of 53 bits.
        ulong leading = fraction & ~0x7fful;
        double main = leading * 5.421010862427522e-20;
        double remaining = ((fraction & 0x7ff) * 5.421010862427522e-20) + (below * 2.938735877055719e-39);
        rest = (main * 1.5707963267948966) + ((main * 6.123233995736766e-17) + (remaining * 1.5707963267948966));
        if (isNegative)
            rest = -rest;
        if (pattern >> 63 != 0)
        {
            turns = 0 - turns;
            rest = -rest;
        }
    }

    // One column of the product: low times this word and high times the one before, with what they carry.
    private static ulong Step(ulong low, ulong high, ulong word, ref ulong before, ref ulong lower, ulong upper)
    {
        lower = (low * word) + (lower >> 32);
        upper = (high * before) + (lower & 0xffffffff) + (upper >> 32);
        before = word;
        return upper;
    }

    // 32 bits of the window, of which the table's words give two parts.
    private static ulong Word(int word, int shift, int index) =>
        ((((ulong)Bits(word + index) << 32) | Bits(word + index + 1)) >> (32 - shift)) & 0xffffffff;

    // 2/π in 32-bit words behind 64 bits of zeros. Not an array: kernels have none.
    private static uint Bits(int word) => word switch
    {
        2 => 0xa2f9836e,
        3 => 0x4e441529,
        4 => 0xfc2757d1,
        5 => 0xf534ddc0,
        6 => 0xdb629599,
        7 => 0x3c439041,
        8 => 0xfe5163ab,
        9 => 0xdebbc561,
        10 => 0xb7246e3a,
        11 => 0x424dd2e0,
        12 => 0x06492eea,
        13 => 0x09d1921c,
        14 => 0xfe1deb1c,
        15 => 0xb129a73e,
        16 => 0xe88235f5,
        17 => 0x2ebb4484,
        18 => 0xe99c7026,
        19 => 0xb45f7e41,
        20 => 0x3991d639,
        21 => 0x835339f4,
        22 => 0x9c845f8b,
        23 => 0xbdf9283b,
        24 => 0x1ff897ff,
        25 => 0xde05980f,
        26 => 0xef2f118b,
        27 => 0x5a0a6d1f,
        28 => 0x6d367ecf,
        29 => 0x27cb09b7,
        30 => 0x4f463f66,
        31 => 0x9e5fea2d,
        32 => 0x7527bac7,
        33 => 0xebe5f17b,
        34 => 0x3d0739f7,
        35 => 0x8a5292ea,
        36 => 0x6bfb5fb1,
        37 => 0x1f8d5d08,
        38 => 0x56033046,
        39 => 0xfc7b6bab,
        _ => 0,
    };
}
