using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>y = x converted; operands x, y.</summary>
internal static unsafe class ConvertKernel
{
    /// <summary>The loop from one element type to another.</summary>
    public static delegate*<byte**, nint, void> Of(DType from, DType to) => from switch
    {
        DType.Float32 => From<float>(to),
        DType.Float64 => From<double>(to),
        DType.Int32 => From<int>(to),
        DType.Int64 => From<long>(to),
        DType.Bool => From<bool>(to),
        DType.Float16 => From<Half>(to),
        _ => From<BFloat16>(to),
    };

    private static delegate*<byte**, nint, void> From<TFrom>(DType to)
        where TFrom : unmanaged => to switch
        {
            DType.Float32 => &Run<TFrom, float>,
            DType.Float64 => &Run<TFrom, double>,
            DType.Int32 => &Run<TFrom, int>,
            DType.Int64 => &Run<TFrom, long>,
            DType.Bool => &Run<TFrom, bool>,
            DType.Float16 => &Run<TFrom, Half>,
            _ => &Run<TFrom, BFloat16>,
        };

    [MethodImpl(Hot.Loop)]
    private static void Run<TFrom, TTo>(byte** operands, nint count)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        // Half has instructions of its own, which only whole vectors reach.
        if (typeof(TFrom) == typeof(Half) && typeof(TTo) == typeof(float) && count <= int.MaxValue)
        {
            TensorPrimitives.ConvertToSingle(new ReadOnlySpan<Half>(operands[0], (int)count), new Span<float>(operands[1], (int)count));
            return;
        }

        if (typeof(TFrom) == typeof(float) && typeof(TTo) == typeof(Half) && count <= int.MaxValue)
        {
            TensorPrimitives.ConvertToHalf(new ReadOnlySpan<float>(operands[0], (int)count), new Span<Half>(operands[1], (int)count));
            return;
        }

        var x = (TFrom*)operands[0];
        var y = (TTo*)operands[1];
        for (nint i = 0; i < count; i++)
            y[i] = Conversion.Convert<TFrom, TTo>(x[i]);
    }
}
