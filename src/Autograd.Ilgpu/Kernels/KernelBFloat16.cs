using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>A bfloat16 as it is stored: the upper half of a float.</summary>
/// <param name="bits">Sign, eight bits of the exponent, seven of the fraction.</param>
internal readonly struct KernelBFloat16(ushort bits) : IKernelElement<KernelBFloat16>
{
    private readonly ushort _bits = bits;

    public static KernelBFloat16 FromFloat(float value)
    {
        var whole = Interop.FloatAsInt(value);
        var isNaN = (whole & 0x7FFFFFFFu) > 0x7F800000u;
        return new((ushort)(isNaN ? (whole >> 16) | 0x40u : (whole + 0x7FFFu + ((whole >> 16) & 1u)) >> 16));
    }

    public static KernelBFloat16 FromDouble(double value) => FromFloat(KernelRounding.ToOdd(value));

    public static KernelBFloat16 FromInt(int value) => FromDouble(value);

    public static KernelBFloat16 FromLong(long value) => FromDouble(KernelRounding.ToOdd(value));

    public static TTarget To<TTarget>(KernelBFloat16 value)
        where TTarget : unmanaged, IKernelElement<TTarget> => TTarget.FromFloat(Interop.IntAsFloat((uint)value._bits << 16));
}
