using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Autograd.NN;

/// <summary>Turns elements between the files' little-endian order and a big-endian machine's.</summary>
internal static class ByteOrder
{
    /// <summary>Whether elements must be reversed between memory and a little-endian file.</summary>
    public static bool Reversed => !BitConverter.IsLittleEndian;

    /// <summary>Reverses the bytes of every element of <paramref name="size"/> (1, 2, 4 or 8) bytes, in place.</summary>
    public static void Reverse(Span<byte> bytes, int size)
    {
        switch (size)
        {
            case 2:
                var shorts = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                var ints = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(ints, ints);
                break;
            case 8:
                var longs = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
    }
}
