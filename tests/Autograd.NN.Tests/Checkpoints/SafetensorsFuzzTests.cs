using System.Text;
using Xunit;

namespace Autograd.NN.Tests.Checkpoints;

/// <summary>
/// Valid files, damaged at random: each is read as what its bytes say or refused with <see cref="InvalidDataException"/>; never
/// another exception, and never more memory than the file's size accounts for, whatever sizes it claims.
/// </summary>
public class SafetensorsFuzzTests
{
    private const int Rounds = 20_000;

    /// <summary>The reader's objects and an exception with its message and stack, whatever the file.</summary>
    private const long FixedBytes = 16 << 10;

    /// <summary>Objects for each byte of header: an entry of 50 characters becomes name, shape, entry and two table slots.</summary>
    private const long BytesPerByte = 6;

    private static readonly string[] Fragments =
    [
        "{", "}", "[", "]", ",", ":", "\"", "-", "0", "9", "99999999999999999999", "1e9", "null", "\\u0000", "\\ud800", "__metadata__",
        "dtype", "shape", "data_offsets", "F64", "BOOL", "\"w\":{},", "4611686018427387904", "[0,0]",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void DamagedFilesAreReadOrRefused(int seed)
    {
        var random = new Random(seed);
        var (read, refused) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var file = Damage(ValidFile(random), random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var isRead = TryRead(file, out var reader, out var message);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            Assert.True(allocated < FixedBytes + (BytesPerByte * file.Length), $"round {round}: {allocated} bytes for a file of {file.Length}");
            if (isRead)
            {
                read++;
                IsWhatTheBytesSay(reader!, file);
            }
            else
            {
                refused++;
                Assert.StartsWith("safetensors: 'w.safetensors' ", message, StringComparison.Ordinal);
                Assert.Contains("; ", message, StringComparison.Ordinal);
            }
        }

        Assert.True(read > Rounds / 100 && refused > Rounds / 2, $"{read} read, {refused} refused");
    }

    [Fact]
    public void ClaimedSizesAllocateNothing()
    {
        byte[][] files =
        [
            SafetensorsBytes.File(99_999_999, "{}"u8, []),
            SafetensorsBytes.File("""{"w":{"dtype":"U8","shape":[1099511627776],"data_offsets":[0,1099511627776]}}"""),
            SafetensorsBytes.File("""{"w":{"dtype":"U8","shape":[2147483647],"data_offsets":[0,2147483647]}}"""),
        ];
        foreach (var file in files)
        {
            TryRead(file, out _, out _);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.False(TryRead(file, out _, out _));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, FixedBytes);
        }
    }

    [Fact]
    public void AHeaderOfNothingButTensorsTakesAMultipleOfItsOwnSize()
    {
        var header = string.Join(',', Enumerable.Range(0, 50_000).Select(i => $$"""
            "{{i}}":{"dtype":"U8","shape":[],"data_offsets":[{{i}},{{i + 1}}]}
            """));
        var file = SafetensorsBytes.File("{" + header + "}", new byte[50_000]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.True(TryRead(file, out _, out _));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, FixedBytes + (BytesPerByte * file.Length));
    }

    private static bool TryRead(byte[] file, out SafetensorsReader? reader, out string message)
    {
        (reader, message) = (null, "");
        try
        {
            reader = SafetensorsBytes.Open(file);
            return true;
        }
        catch (InvalidDataException e)
        {
            message = e.Message;
            return false;
        }
    }

    /// <summary>The entries cover the data exactly, and each gives the file's own bytes.</summary>
    private static void IsWhatTheBytesSay(SafetensorsReader reader, byte[] file)
    {
        var data = file.AsSpan(8 + (int)BitConverter.ToUInt64(file));
        var end = 0L;
        foreach (var entry in reader.Entries)
        {
            Assert.Equal(end, entry.Offset);
            var stored = data.Slice((int)entry.Offset, (int)entry.Length);
            var bytes = new byte[entry.Length];
            if (entry.Dtype == "BOOL" && stored.ContainsAnyExceptInRange<byte>(0, 1))
            {
                Assert.Throws<InvalidDataException>(() => reader.Read(entry, bytes));
            }
            else
            {
                reader.Read(entry, bytes);
                Assert.True(stored.SequenceEqual(bytes));
            }

            end += entry.Length;
        }

        Assert.Equal(data.Length, end);
    }

    private static byte[] ValidFile(Random random)
    {
        string[] dtypes = ["F64", "F32", "BF16", "I32", "U8", "BOOL"];
        var entries = new SafetensorsEntry[random.Next(5)];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = new SafetensorsEntry($"t{i}", dtypes[random.Next(dtypes.Length)], new long[random.Next(3)].Select(_ => (long)random.Next(4)).ToArray());
        var metadata = random.Next(2) == 0 ? null : new Dictionary<string, string> { ["step"] = "7", ["who"] = "ä" };
        return SafetensorsBytes.Write(entries, metadata, i => new byte[entries[i].Length]);
    }

    private static byte[] Damage(byte[] file, Random random)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(file.Length);
            switch (random.Next(6))
            {
                case 0:
                    file[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    file = file[..at];
                    break;
                case 2:
                    file = [.. file, .. new byte[random.Next(9)]];
                    break;
                case 3:
                    file = [.. file[..at], .. file[random.Next(at, file.Length)..]];
                    break;
                default:
                    file = Splice(file, at, Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]), random);
                    break;
            }

            if (file.Length == 0)
                break;
        }

        return file;
    }

    /// <summary>Puts text into the file and, mostly, mends the header's length, so that the damage reaches the checks behind it.</summary>
    private static byte[] Splice(byte[] file, int at, byte[] text, Random random)
    {
        var cut = Math.Min(file.Length, at + random.Next(6));
        byte[] spliced = [.. file[..at], .. text, .. file[cut..]];
        if (at >= 8 && random.Next(4) > 0)
            BitConverter.TryWriteBytes(spliced, BitConverter.ToUInt64(file) + (ulong)(text.Length - (cut - at)));
        return spliced;
    }
}
