namespace Autograd.NN;

/// <summary>The element types of the safetensors format and the arithmetic of sizes, checked for overflow.</summary>
internal static class SafetensorsTypes
{
    /// <summary>The name in a header that holds the string map instead of a tensor.</summary>
    public const string MetadataName = "__metadata__";

    /// <summary>The longest header: the reference implementation's limit.</summary>
    public const int LongestHeader = 100_000_000;

    /// <summary>More dimensions than any array library has; bounds what a damaged header can make us keep.</summary>
    public const int HighestRank = 64;

    /// <summary>The known element types, for messages.</summary>
    public const string Known = "F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL";

    /// <summary>The bytes of one element, 0 for a type that is not known.</summary>
    public static int SizeOf(string dtype) => dtype switch
    {
        "F64" or "I64" => 8,
        "F32" or "I32" => 4,
        "F16" or "BF16" or "I16" => 2,
        "I8" or "U8" or "BOOL" => 1,
        _ => 0,
    };

    /// <summary>
    /// The bytes of an array, ∏ shape × size; false where the product of the non-zero dimensions overflows, so that the
    /// answer does not depend on where a zero stands.
    /// </summary>
    public static bool TryLength(ReadOnlySpan<long> shape, int size, out long length)
    {
        length = size;
        var empty = false;
        foreach (var dimension in shape)
        {
            if (dimension == 0)
            {
                empty = true;
                continue;
            }

            if (Math.BigMul(length, dimension, out var low) != 0 || low < 0)
                return false;
            length = low;
        }

        if (empty)
            length = 0;
        return true;
    }

    /// <summary>A shape for messages: <c>[2, 3]</c>.</summary>
    public static string Display(ReadOnlySpan<long> shape) =>
        $"[{string.Join(", ", shape.ToArray())}]";
}
