using System.Buffers.Binary;

namespace Autograd.NN;

/// <summary>
/// An array of bytes in the IDX format of the MNIST data sets: 0, 0, the element type, the number of dimensions, each dimension
/// as a big-endian 32-bit number, then the elements in row-major order. Plain or gzip, told apart by content.
/// </summary>
public sealed class IdxFile
{
    private const int UnsignedByte = 0x08;

    private readonly byte[] _elements;

    private IdxFile(int[] shape, byte[] elements)
    {
        (Shape, _elements) = (Array.AsReadOnly(shape), elements);
        ItemLength = 1;
        foreach (var dimension in shape.AsSpan(1))
            ItemLength *= dimension;
    }

    /// <summary>The dimensions, outermost first: <c>[60000, 28, 28]</c> for MNIST's images, <c>[60000]</c> for its labels.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The number of items, the first dimension.</summary>
    public int Count => Shape[0];

    /// <summary>The elements of one item, the product of the other dimensions; 1 where there are none.</summary>
    public int ItemLength { get; }

    /// <summary>All elements in row-major order, 0 to 255 as stored.</summary>
    public ReadOnlySpan<byte> Elements => _elements;

    /// <summary>The elements of one item.</summary>
    /// <param name="item">The item, 0 or more and less than <see cref="Count"/>.</param>
    /// <returns><see cref="ItemLength"/> bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such item.</exception>
    public ReadOnlySpan<byte> Item(int item)
    {
        if ((uint)item >= (uint)Count)
            throw new ArgumentOutOfRangeException(
                nameof(item), item, FormattableString.Invariant($"idx: there are {Count} items; count from 0"));
        return _elements.AsSpan(item * ItemLength, ItemLength);
    }

    /// <summary>Reads a whole file of unsigned bytes; its sizes are checked before the elements are allocated.</summary>
    /// <param name="path">The file's path, plain or gzip.</param>
    /// <returns>The array.</returns>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or of another element type; the message names file, fact and remedy.</exception>
    public static IdxFile Read(string path)
    {
        using var file = new DataFile("idx", path);
        Span<byte> magic = stackalloc byte[4];
        if (file.Read(magic) < magic.Length)
            throw file.Error.Because($"ends inside its first 4 bytes; is the download complete?");
        if (magic[0] != 0 || magic[1] != 0)
            throw file.Error.Because($"begins with the bytes 0x{magic[0]:X2} 0x{magic[1]:X2}, not with two zeros; is this an IDX file?");
        if (magic[2] != UnsignedByte)
            throw file.Error.Because($"has elements of type 0x{magic[2]:X2}, only 0x08 (unsigned byte) is read; convert it");
        var shape = ReadShape(file, magic[3], out var length);
        var elements = GC.AllocateUninitializedArray<byte>(length);
        var read = file.Read(elements);
        if (read < length)
            throw file.Error.Because($"of {Display(shape)} takes {length} bytes of elements, {read} follow; is the download complete?");
        // One byte more tells a file that is too long, and makes gzip compare its checksum.
        if (file.Read(magic[..1]) != 0)
            throw file.Error.Because($"goes on after the {length} elements of {Display(shape)}; is the file damaged?");
        return new IdxFile(shape, elements);
    }

    private static int[] ReadShape(DataFile file, int rank, out int length)
    {
        if (rank == 0)
            throw file.Error.Because($"has no dimensions; is this an IDX file?");
        Span<byte> bytes = stackalloc byte[rank * sizeof(uint)];
        var read = file.Read(bytes);
        if (read < bytes.Length)
            throw file.Error.Because($"ends inside its {rank} dimensions; is the download complete?");
        var shape = new int[rank];
        var product = 1L;
        var isEmpty = false;
        for (var i = 0; i < rank; i++)
        {
            var dimension = BinaryPrimitives.ReadUInt32BigEndian(bytes[(i * sizeof(uint))..]);
            if (dimension > int.MaxValue)
                throw file.Error.Because($"has {dimension} as dimension {i}, over the limit of {int.MaxValue}; is the file damaged?");
            shape[i] = (int)dimension;
            isEmpty |= dimension == 0;
            // Both factors are below 2³¹, so one step cannot overflow 64 bits before the product is refused.
            product *= Math.Max(1, shape[i]);
            if (product > Array.MaxLength)
                throw file.Error.Because($"has over {Array.MaxLength} elements by dimension {i}, more than an array holds; split the file");
        }

        length = isEmpty ? 0 : (int)product;
        var most = Math.Max(0, file.AtMost - 4 - bytes.Length);
        if (length > most)
            throw file.Error.Because($"of {Display(shape)} takes {length} bytes of elements, at most {most} follow; is the download complete?");
        return shape;
    }

    private static string Display(int[] shape) => $"[{string.Join(", ", shape)}]";
}
