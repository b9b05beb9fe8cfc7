using System.Text;
using Xunit;

namespace Autograd.NN.Tests.Checkpoints;

/// <summary>One file for every rule of the format, each refused with its exact sentence.</summary>
public class SafetensorsMalformedTests
{
    private const string Damaged = "; is the file damaged?";
    private const string Types = "; use one of F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL";

    public static TheoryData<byte[], string> Lengths => new()
    {
        { [], "holds 0 bytes, fewer than the 8 of the header's length; is the download complete?" },
        { [1, 0, 0, 0, 0, 0, 0], "holds 7 bytes, fewer than the 8 of the header's length; is the download complete?" },
        { Stated(0, "{}"), "states a header of 0 bytes, the shortest has 2; is this a safetensors file?" },
        { Stated(1, "{}"), "states a header of 1 bytes, the shortest has 2; is this a safetensors file?" },
        { Stated(3, "{}"), "states a header of 3 bytes, 2 follow; is the download complete?" },
        { Stated(100_000_000, "{}"), "states a header of 100000000 bytes, 2 follow; is the download complete?" },
        { Stated(100_000_001, "{}"), "states a header of 100000001 bytes, over the limit of 100000000; is this a safetensors file?" },
        { Stated(ulong.MaxValue, "{}"), "states a header of 18446744073709551615 bytes, over the limit of 100000000; is this a safetensors file?" },
        { Stated(2, "[]"), "has a header that begins with byte 0x5B, not with '{'; is this a safetensors file?" },
        { Stated(3, " {}"), "has a header that begins with byte 0x20, not with '{'; is this a safetensors file?" },
        { [0x80, 0x02, .. "a pickled file"u8], "states a header of 7738144515053126272 bytes, over the limit of 100000000; is this a safetensors file?" },
        { SafetensorsBytes.File([(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}'], []), "has a header with text that is not valid Unicode; is the file damaged?" },
        { SafetensorsBytes.File("{\"\\ud800\":1}"), "has a header with text that is not valid Unicode; is the file damaged?" },
    };

    public static TheoryData<string, string> Headers => new()
    {
        { "{ ", "has a header that is not valid JSON (line 1, byte 2)" + Damaged },
        { "{}x", "has a header that is not valid JSON (line 1, byte 2)" + Damaged },
        { "{}\0", "has a header that is not valid JSON (line 1, byte 2)" + Damaged },
        { "{}\n{}", "has a header that is not valid JSON (line 2, byte 0)" + Damaged },
        { """{"w":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},}""", "has a header that is not valid JSON (line 1, byte 53)" + Damaged },
        { """{/**/}""", "has a header that is not valid JSON (line 1, byte 1)" + Damaged },
        { """{"w":{"dtype":"U8","shape":[8,"data_offsets":[0,8]}}""", "tensor 'w' has a string in shape; write a list of integers" },
        { """{"w":NaN}""", "has a header that is not valid JSON (line 1, byte 5)" + Damaged },
        { """{"w":null}""", "tensor 'w' is null, not an object; write its dtype, shape and data_offsets" },
        { """{"w":[]}""", "tensor 'w' is an array, not an object; write its dtype, shape and data_offsets" },
        { """{"w":{}}""", "tensor 'w' has no dtype; write its dtype, shape and data_offsets" },
        { """{"w":{"dtype":"U8"}}""", "tensor 'w' has no shape; write its dtype, shape and data_offsets" },
        { """{"w":{"dtype":"U8","shape":[8]}}""", "tensor 'w' has no data_offsets; write its dtype, shape and data_offsets" },
        { Tensor("U8", "[8]", "[0,8]", ",\"extra\":1"), "tensor 'w' has the unknown key 'extra'; keep dtype, shape and data_offsets only" },
        { Tensor("U8", "[8]", "[0,8]", ",\"dtype\":\"U8\""), "tensor 'w' has dtype twice; write it once" },
        { Tensor("U8", "[8]", "[0,8]", ",\"shape\":[8]"), "tensor 'w' has shape twice; write it once" },
        { Tensor("U8", "[8]", "[0,8]", ",\"data_offsets\":[0,8]"), "tensor 'w' has data_offsets twice; write it once" },
        { """{"w":{"dtype":7}}""", "tensor 'w' has a dtype that is a number, not a string" + Types },
        { Tensor("F128", "[8]", "[0,8]"), "tensor 'w' has the unknown dtype 'F128'" + Types },
        { Tensor("f32", "[2]", "[0,8]"), "tensor 'w' has the unknown dtype 'f32'" + Types },
        { Tensor("U8", "8", "[0,8]"), "tensor 'w' has shape that is a number, not an array; write a list of integers" },
        { Tensor("U8", "[true]", "[0,8]"), "tensor 'w' has a boolean in shape; write a list of integers" },
        { Tensor("U8", "[[8]]", "[0,8]"), "tensor 'w' has an array in shape; write a list of integers" },
        { Tensor("U8", "[-8]", "[0,8]"), "tensor 'w' has -8 in shape; use 0 or more" },
        { Tensor("U8", "[8.0]", "[0,8]"), "tensor 'w' has a number in shape that is not a 64-bit integer" + Damaged },
        { Tensor("U8", "[8e0]", "[0,8]"), "tensor 'w' has a number in shape that is not a 64-bit integer" + Damaged },
        { Tensor("U8", "[9223372036854775808]", "[0,8]"), "tensor 'w' has a number in shape that is not a 64-bit integer" + Damaged },
        { Tensor("U8", $"[{string.Join(',', Enumerable.Repeat(1, 65))}]", "[0,8]"), "tensor 'w' has more than 64 numbers in shape; merge dimensions" },
        { Tensor("U8", "[4294967296,4294967304]", "[0,8]"), "tensor 'w' of shape [4294967296, 4294967304] has more bytes than 64 bits count" + Damaged },
        { Tensor("U8", "[4294967296,4294967296,0]", "[0,0]"), "tensor 'w' of shape [4294967296, 4294967296, 0] has more bytes than 64 bits count" + Damaged },
        { Tensor("U8", "[4294967295,4294967297]", "[0,8]"), "tensor 'w' of shape [4294967295, 4294967297] has more bytes than 64 bits count" + Damaged },
        { Tensor("F64", "[2305843009213693953]", "[0,8]"), "tensor 'w' of shape [2305843009213693953] has more bytes than 64 bits count" + Damaged },
        { Tensor("U8", "[8]", "[0]"), "tensor 'w' has 1 data_offsets, not 2; write its begin and end" },
        { Tensor("U8", "[8]", "[0,8,8]"), "tensor 'w' has 3 data_offsets, not 2; write its begin and end" },
        { Tensor("U8", "[8]", "[-8,0]"), "tensor 'w' has -8 in data_offsets; use 0 or more" },
        { Tensor("U8", "[8]", "[8,0]"), "tensor 'w' begins at 8 after its end 0" + Damaged },
        { Tensor("F32", "[3]", "[0,8]"), "tensor 'w' of F32 [3] takes 12 bytes, its data_offsets hold 8" + Damaged },
        { Tensor("F32", "[]", "[0,8]"), "tensor 'w' of F32 [] takes 4 bytes, its data_offsets hold 8" + Damaged },
        { Tensor("U8", "[9]", "[0,9]"), "tensor 'w' ends at 9, the data at 8; is the download complete?" },
        { Tensor("U8", "[1]", "[9223372036854775806,9223372036854775807]"), "tensor 'w' ends at 9223372036854775807, the data at 8; is the download complete?" },
        { Tensor("U8", "[7]", "[0,7]"), "has 1 bytes after the last tensor" + Damaged },
        { Tensor("U8", "[7]", "[1,8]"), "tensor 'w' begins at 1 after a hole from 0" + Damaged },
        { "{}", "has 8 bytes after the last tensor" + Damaged },
        { Two("[5]", "[0,5]", "[4]", "[4,8]"), "tensor 'v' begins at 4 inside tensor 'w', which ends at 5" + Damaged },
        { Two("[3]", "[0,3]", "[4]", "[4,8]"), "tensor 'v' begins at 4 after a hole from 3" + Damaged },
        { Two("[8]", "[0,8]", "[8]", "[0,8]"), "tensor 'v' begins at 0 inside tensor 'w', which ends at 8" + Damaged },
        { Two("[8]", "[0,8]", "[0]", "[3,3]"), "tensor 'v' begins at 3 inside tensor 'w', which ends at 8" + Damaged },
        { Two("[4]", "[0,4]", "[4]", "[4,8]").Replace("\"v\"", "\"w\"", StringComparison.Ordinal), "names tensor 'w' twice; give each tensor its own name" },
        { Two("[4]", "[0,4]", "[4]", "[4,8]").Replace("\"v\"", "\"\\u0077\"", StringComparison.Ordinal), "names tensor 'w' twice; give each tensor its own name" },
        { """{"__metadata__":[]}""", "has '__metadata__' that is an array, not an object; write a map of strings" },
        { """{"__metadata__":{},"__metadata__":{}}""", "has '__metadata__' twice; merge the two maps" },
        { """{"__metadata__":{"epoch":3}}""", "has metadata 'epoch' that is a number, not a string; write it as text" },
        { """{"__metadata__":{"a":{"b":"c"}}}""", "has metadata 'a' that is an object, not a string; write it as text" },
        { """{"__metadata__":{"a":"1","a":"2"}}""", "has metadata 'a' twice; give each its own key" },
        { $$"""{"{{new string('n', 70)}}":1}""", $"tensor '{new string('n', 60)}…' is a number, not an object; write its dtype, shape and data_offsets" },
    };

    [Theory]
    [MemberData(nameof(Lengths))]
    public void BadBytesAreRefused(byte[] file, string message) => Refuses(file, message);

    [Theory]
    [MemberData(nameof(Headers))]
    public void BadHeadersOverEightBytesOfDataAreRefused(string header, string message) =>
        Refuses(SafetensorsBytes.File(header, 1, 2, 3, 4, 5, 6, 7, 8), message);

    [Fact]
    public void NestingWithoutEndIsRefused()
    {
        var header = "{\"w\":{\"dtype\":\"U8\",\"shape\":" + new string('[', 100_000) + "}";
        Refuses(SafetensorsBytes.File(header), "tensor 'w' has an array in shape; write a list of integers");
    }

    private static void Refuses(byte[] file, string message)
    {
        var e = Assert.Throws<InvalidDataException>(() => SafetensorsBytes.Open(file));
        Assert.Equal($"safetensors: '{SafetensorsBytes.Name}' {message}", e.Message);
    }

    private static byte[] Stated(ulong length, string header) =>
        SafetensorsBytes.File(length, Encoding.UTF8.GetBytes(header), []);

    private static string Tensor(string dtype, string shape, string offsets, string more = "") =>
        "{" + Entry("w", dtype, shape, offsets, more) + "}";

    private static string Two(string shape1, string offsets1, string shape2, string offsets2) =>
        "{" + Entry("w", "U8", shape1, offsets1) + "," + Entry("v", "U8", shape2, offsets2) + "}";

    private static string Entry(string name, string dtype, string shape, string offsets, string more = "") =>
        $$"""
        "{{name}}":{"dtype":"{{dtype}}","shape":{{shape}},"data_offsets":{{offsets}}{{more}} }
        """;
}
