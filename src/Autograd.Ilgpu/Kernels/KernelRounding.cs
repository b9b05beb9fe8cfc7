using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>
/// Rounds to the neighbour whose last bit is 1 unless exact: what is rounded so first can be rounded to fewer bits afterwards as if
/// at once.
/// </summary>
internal static class KernelRounding
{
    /// <summary>A double to a float.</summary>
    public static float ToOdd(double value)
    {
        var rounded = (float)value;
        if (rounded == value || !(Math.Abs(rounded) <= float.MaxValue))
            return rounded;
        var bits = Interop.FloatAsInt(rounded);
        if (Math.Abs((double)rounded) > Math.Abs(value))
            bits--;
        return Interop.IntAsFloat(bits | 1u);
    }

    /// <summary>A long to a double: beyond 2⁵³ its last eleven bits only say whether there is anything below.</summary>
    public static double ToOdd(long value)
    {
        var sticky = (value & 0x7FFL) != 0 ? 1L << 11 : 0L;
        return Math.Abs((double)value) < 9007199254740992.0 ? value : (double)((value & ~0x7FFL) | sticky);
    }
}
