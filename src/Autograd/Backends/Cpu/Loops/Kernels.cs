using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>Where the element type and the lane width are chosen, for every elementwise loop.</summary>
internal static unsafe class Kernels
{
    /// <summary>A family's loop for an element type on the widest lanes of this machine.</summary>
    /// <exception cref="NotSupportedException">The type is not computed in.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static delegate*<byte**, nint, void> Of<TFamily>(DType dtype)
        where TFamily : struct, IKernelFamily => dtype switch
        {
            DType.Float32 => Widest<TFamily, float>(),
            DType.Float64 => Widest<TFamily, double>(),
            DType.Int32 => Widest<TFamily, int>(),
            DType.Int64 => Widest<TFamily, long>(),
            _ => throw Errors.Unsupported("cpu", $"no arithmetic of {dtype.Name()} elements", "cast first, x.To(DType.Float32)"),
        };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static delegate*<byte**, nint, void> Widest<TFamily, T>()
        where TFamily : struct, IKernelFamily
        where T : unmanaged
    {
        if (LaneWidth.Use512)
            return TFamily.Of<T, Wide512<T>>();
        if (LaneWidth.Use256)
            return TFamily.Of<T, Wide256<T>>();
        if (LaneWidth.Use128)
            return TFamily.Of<T, Wide128<T>>();
        return TFamily.Of<T, Scalar<T>>();
    }
}
