using System.Buffers.Binary;
using System.IO.Compression;

namespace Autograd.NN;

/// <summary>A plain or gzip file, told apart by its first bytes, read forward as the bytes that were packed.</summary>
internal sealed class DataFile : IDisposable
{
    private const int BufferSize = 1 << 16;

    /// <summary>Deflate codes at most 258 bytes in 2 bits, so no honest file unpacks to more than this times its size.</summary>
    private const long HighestRatio = 1032;

    /// <summary>A gzip file's shortest: its header, an empty block, checksum and length.</summary>
    private const int ShortestGzip = 18;

    private readonly Stream _bytes;
    private readonly uint? _trailer;
    private long _read;

    /// <summary>Opens <paramref name="path"/>; <paramref name="format"/> names what is read in the errors.</summary>
    public DataFile(string format, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Error = new FileError(format, path);
        var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);
        if (file.ReadByte() == 0x1F && file.ReadByte() == 0x8B)
        {
            AtMost = file.Length * HighestRatio;
            _trailer = ReadTrailer(file);
            _bytes = new GZipStream(file, CompressionMode.Decompress);
        }
        else
        {
            AtMost = file.Length;
            _bytes = file;
        }

        file.Position = 0;
    }

    /// <summary>Words this file's errors.</summary>
    public FileError Error { get; }

    /// <summary>No more bytes than this can come: what a header claims beyond it is refused before it is allocated.</summary>
    public long AtMost { get; }

    /// <summary>Fills <paramref name="destination"/> as far as the file reaches and returns how many bytes came.</summary>
    /// <exception cref="InvalidDataException">The gzip data are damaged or cut.</exception>
    public int Read(Span<byte> destination)
    {
        var read = Unpack(destination);
        _read += read;
        // A stream that was cut ends without an error of its own: only the trailer tells it from a whole one.
        if (read < destination.Length && _trailer is { } trailer && trailer != (uint)_read)
            throw Error.Because(
                $"unpacks to {_read} bytes, its gzip trailer says {trailer}; is the download complete? A file packed in parts must be packed in one");
        return read;
    }

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();

    private int Unpack(Span<byte> destination)
    {
        try
        {
            return _bytes.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException e)
        {
            throw Error.Because($"holds damaged gzip data; is the download complete?", e);
        }
    }

    /// <summary>The unpacked length modulo 2³² from the file's last bytes.</summary>
    private uint ReadTrailer(FileStream file)
    {
        if (file.Length < ShortestGzip)
        {
            file.Dispose();
            throw Error.Because($"ends inside its gzip header; is the download complete?");
        }

        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        file.Position = file.Length - trailer.Length;
        file.ReadExactly(trailer);
        return BinaryPrimitives.ReadUInt32LittleEndian(trailer);
    }
}
