using System.Globalization;

namespace Autograd;

/// <summary>
/// The upper 16 bits of a 32-bit number: float32's range with 8 bits of precision. A storage format only.
/// </summary>
public readonly record struct BFloat16
{
    /// <summary>Creates the number with the given bits.</summary>
    /// <param name="bits">Sign, 8 bits of exponent, 7 of fraction.</param>
    public BFloat16(ushort bits) => Bits = bits;

    /// <summary>The number's bits.</summary>
    public ushort Bits { get; }

    /// <summary>Rounds to the nearest, ties to even; NaN stays NaN.</summary>
    /// <param name="value">The number to round.</param>
    public static explicit operator BFloat16(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        if (float.IsNaN(value))
            return new BFloat16((ushort)((bits >> 16) | 0x40));
        return new BFloat16((ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16));
    }

    /// <summary>Widens exactly.</summary>
    /// <param name="value">The number to widen.</param>
    public static implicit operator float(BFloat16 value) => BitConverter.UInt32BitsToSingle((uint)value.Bits << 16);

    /// <inheritdoc/>
    public override string ToString() => ((float)this).ToString(CultureInfo.InvariantCulture);
}
