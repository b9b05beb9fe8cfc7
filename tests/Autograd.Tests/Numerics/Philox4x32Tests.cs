using Autograd.Numerics;
using Xunit;

namespace Autograd.Tests.Numerics;

public unsafe class Philox4x32Tests
{
    // The known answers for philox4x32 with 10 rounds that the authors' Random123 distribution publishes.
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Blocks_are_the_published_ones(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint x0, uint x1, uint x2, uint x3)
    {
        Assert.Equal((x0, x1, x2, x3), Philox4x32.Block(c0, c1, c2, c3, k0, k1));

        // The same through the bulk fill, in the vectors and in the tail after them.
        foreach (int blocks in (int[])[1, 8, 20])
        {
            var numbers = new uint[4 * blocks];
            ulong counter = c0 | ((ulong)c1 << 32);
            Philox4x32.Fill(numbers, k0 | ((ulong)k1 << 32), c2 | ((ulong)c3 << 32), unchecked(counter - (ulong)(blocks - 1)));
            Assert.Equal([x0, x1, x2, x3], numbers[^4..]);
        }
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(0xfffffffeUL)] // the low word's carry into the high one falls inside a vector
    [InlineData(0xfffffffffffffffdUL)] // and the counter's wrap
    public void A_fill_of_any_length_is_its_blocks(ulong counter)
    {
        const ulong Key = 0x0123456789abcdef, Stream = 0xfedcba9876543210;
        for (int length = 0; length < 150; length++)
        {
            var numbers = new uint[length];
            Philox4x32.Fill(numbers, Key, Stream, counter);
            Assert.Equal(Reference(length, Key, Stream, counter), numbers);
        }
    }

    [Fact]
    public void Vectors_of_either_width_are_the_blocks()
    {
        uint[] reference = Reference(128, 5, 6, 0xfffffff0);
        var numbers = new uint[128];
        fixed (uint* target = numbers)
        {
            if (System.Runtime.Intrinsics.X86.Avx2.IsSupported)
            {
                Assert.Equal(128, Philox4x32.Fill256(target, 128, 5, 6, 0xfffffff0));
                Assert.Equal(reference, numbers);
            }
            if (System.Runtime.Intrinsics.X86.Avx512F.IsSupported)
            {
                Array.Clear(numbers);
                Assert.Equal(128, Philox4x32.Fill512(target, 128, 5, 6, 0xfffffff0));
                Assert.Equal(reference, numbers);
            }
        }
    }

    [Fact]
    public void Uniform_numbers_use_the_upper_bits_and_stay_below_1()
    {
        Assert.Equal(0f, Philox4x32.ToUniform(0xffu));
        Assert.Equal(1f / (1 << 24), Philox4x32.ToUniform(0x100u));
        Assert.Equal(0.5f, Philox4x32.ToUniform(0x80000000u));
        Assert.Equal(0.99999994f, Philox4x32.ToUniform(uint.MaxValue));
        Assert.Equal(0.0, Philox4x32.ToUniform(0u, 0x7ffu));
        Assert.Equal(1.0 / (1L << 53), Philox4x32.ToUniform(0u, 0x800u));
        Assert.Equal(0.5, Philox4x32.ToUniform(0x80000000u, 0u));
        Assert.Equal(1.0 - 1.0 / (1L << 53), Philox4x32.ToUniform(uint.MaxValue, uint.MaxValue));
    }

    private static uint[] Reference(int length, ulong key, ulong stream, ulong counter)
    {
        var words = new List<uint>();
        for (ulong block = counter; words.Count < length; block++)
        {
            (uint x0, uint x1, uint x2, uint x3) = Philox4x32.Block((uint)block, (uint)(block >> 32), (uint)stream, (uint)(stream >> 32), (uint)key, (uint)(key >> 32));
            words.AddRange([x0, x1, x2, x3]);
        }
        return [.. words.Take(length)];
    }
}
