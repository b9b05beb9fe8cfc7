using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>A float16 as it is stored, converted by its bits: devices need no arithmetic of its own.</summary>
/// <param name="bits">Sign, five bits of the exponent, ten of the fraction.</param>
internal readonly struct KernelHalf(ushort bits) : IKernelElement<KernelHalf>
{
    private const uint Infinity = 0x7C00;

    private readonly ushort _bits = bits;

    public static KernelHalf FromFloat(float value)
    {
        var whole = Interop.FloatAsInt(value);
        var sign = (whole >> 16) & 0x8000u;
        var size = whole & 0x7FFFFFFFu;
        uint half;
        if (size > 0x7F800000u)
            half = 0x7E00u | ((size >> 13) & 0x1FFu);
        else if (size >= 0x477FF000u)
            // From 65520 on, halfway between the largest number and the next.
            half = Infinity;
        else if (size < 0x38800000u)
            // Below 2⁻¹⁴: beside ½ a float's last place is 2⁻²⁴, what these numbers are multiples of.
            half = Interop.FloatAsInt(Interop.IntAsFloat(size) + 0.5f) - 0x3F000000u;
        else
            half = (size - 0x38000000u + 0xFFFu + ((size >> 13) & 1u)) >> 13;
        return new((ushort)(sign | half));
    }

    public static KernelHalf FromDouble(double value) => FromFloat(KernelRounding.ToOdd(value));

    public static KernelHalf FromInt(int value) => FromDouble(value);

    public static KernelHalf FromLong(long value) => FromDouble(KernelRounding.ToOdd(value));

    public static TTarget To<TTarget>(KernelHalf value)
        where TTarget : unmanaged, IKernelElement<TTarget> => TTarget.FromFloat(value.Widen());

    private float Widen()
    {
        uint bits = _bits;
        var sign = (bits & 0x8000u) << 16;
        var exponent = (bits >> 10) & 31u;
        var fraction = bits & 0x3FFu;
        if (exponent == 31u)
            return Interop.IntAsFloat(sign | 0x7F800000u | (fraction << 13));
        if (exponent == 0u)
            return Interop.IntAsFloat(sign | Interop.FloatAsInt((int)fraction * 5.9604644775390625e-8f));
        return Interop.IntAsFloat(sign | ((exponent + 112u) << 23) | (fraction << 13));
    }
}
