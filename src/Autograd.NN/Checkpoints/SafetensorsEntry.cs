namespace Autograd.NN;

/// <summary>One tensor of a safetensors file: its name, element type, shape and place. It holds no elements.</summary>
public sealed class SafetensorsEntry
{
    private readonly long[] _shape;

    /// <summary>Describes a tensor to write.</summary>
    /// <param name="name">The tensor's name, any well-formed text except <c>__metadata__</c>.</param>
    /// <param name="dtype">The element type: F64, F32, F16, BF16, I64, I32, I16, I8, U8 or BOOL.</param>
    /// <param name="shape">The dimensions, none of them negative; none at all for a single element.</param>
    /// <exception cref="ArgumentException">The name is reserved or not well-formed UTF-16, the element type is not known, a
    /// dimension is negative, there are more than 64, or the bytes do not fit in 64 bits.</exception>
    public SafetensorsEntry(string name, string dtype, params ReadOnlySpan<long> shape)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(dtype);
        if (name == SafetensorsTypes.MetadataName)
            throw new ArgumentException($"safetensors: the name '{name}' is reserved; rename the tensor", nameof(name));
        if (!IsWellFormed(name))
            throw new ArgumentException("safetensors: the name has half a surrogate pair; rename the tensor", nameof(name));
        if (SafetensorsTypes.SizeOf(dtype) is not (> 0 and var size))
            throw new ArgumentException(
                $"safetensors: '{name}' has the unknown dtype '{dtype}'; use one of {SafetensorsTypes.Known}", nameof(dtype));
        if (shape.Length > SafetensorsTypes.HighestRank)
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"safetensors: '{name}' has {shape.Length} dimensions, over the limit of {SafetensorsTypes.HighestRank}; merge some"),
                nameof(shape));
        foreach (var dimension in shape)
        {
            if (dimension < 0)
                throw new ArgumentException(
                    FormattableString.Invariant($"safetensors: '{name}' has the dimension {dimension}; use 0 or more"), nameof(shape));
        }

        if (!SafetensorsTypes.TryLength(shape, size, out var length))
            throw new ArgumentException(
                $"safetensors: '{name}' of shape {SafetensorsTypes.Display(shape)} has more bytes than 64 bits count; split it",
                nameof(shape));
        (Name, Dtype, _shape, Length) = (name, dtype, shape.ToArray(), length);
        Shape = Array.AsReadOnly(_shape);
    }

    /// <summary>An entry that was checked before, at its place.</summary>
    internal SafetensorsEntry(string name, string dtype, long[] shape, long offset, long length)
    {
        (Name, Dtype, _shape, Offset, Length) = (name, dtype, shape, offset, length);
        Shape = Array.AsReadOnly(_shape);
    }

    /// <summary>The tensor's name, unique in its file.</summary>
    public string Name { get; }

    /// <summary>The element type as the file spells it: F64, F32, F16, BF16, I64, I32, I16, I8, U8 or BOOL.</summary>
    public string Dtype { get; }

    /// <summary>The dimensions, outermost first; elements are stored in row-major order. Empty for a single element.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Where the tensor begins, in bytes from the start of the file's data section; 0 before it is written.</summary>
    public long Offset { get; }

    /// <summary>The tensor's bytes, ∏ <see cref="Shape"/> × <see cref="ElementSize"/>.</summary>
    public long Length { get; }

    /// <summary>The bytes of one element: 1, 2, 4 or 8.</summary>
    public int ElementSize => SafetensorsTypes.SizeOf(Dtype);

    /// <summary>Name, type and shape: <c>'layer.weight' F32 [3, 4]</c>.</summary>
    /// <returns>The text, for messages and the debugger.</returns>
    public override string ToString() => $"'{Name}' {Dtype} {SafetensorsTypes.Display(_shape)}";

    /// <summary>The same tensor, placed at <paramref name="offset"/>.</summary>
    internal SafetensorsEntry At(long offset) => new(Name, Dtype, _shape, offset, Length);

    /// <summary>Whether <paramref name="text"/> survives UTF-8: half a surrogate pair would be replaced, two names could fall together.</summary>
    internal static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (System.Text.Rune.DecodeFromUtf16(text, out _, out var used) != System.Buffers.OperationStatus.Done)
                return false;
            text = text[used..];
        }

        return true;
    }
}
