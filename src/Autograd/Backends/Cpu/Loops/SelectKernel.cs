using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>y = condition ? a : b for elements of any type, moved as integers of their size; operands condition, a, b, y.</summary>
internal readonly unsafe struct SelectKernel : IKernelFamily
{
    // Conditions are widened so many at a time: a vector read at once after its quarters are written would have to wait for them.
    private const int TileElements = 256;

    /// <inheritdoc/>
    public static delegate*<byte**, nint, void> Of<T, TLanes>()
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T> => &Run<T, TLanes>;

    /// <summary>The loop for elements of some size.</summary>
    public static delegate*<byte**, nint, void> OfSize(int size) => size switch
    {
        8 => Kernels.Of<SelectKernel>(DType.Int64),
        4 => Kernels.Of<SelectKernel>(DType.Int32),
        2 => &RunShorts,
        _ => &RunBytes,
    };

    [SkipLocalsInit]
    [MethodImpl(Hot.Loop)]
    private static void Run<T, TLanes>(byte** operands, nint count)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        var condition = operands[0];
        var a = (T*)operands[1];
        var b = (T*)operands[2];
        var y = (T*)operands[3];
        var scratch = stackalloc byte[(TileElements * sizeof(T)) + CacheLine.Size];
        var truths = (T*)Tile.Align(scratch);
        for (nint done = 0; done < count; done += TileElements)
        {
            var part = Math.Min(TileElements, count - done);
            Truths.Widen(condition + done, truths, part);
            for (nint lane = 0; lane < part; lane += TLanes.Count)
            {
                var place = done + lane;
                TLanes.IfEqual(TLanes.Load(truths + lane), TLanes.Zero, TLanes.Load(b + place), TLanes.Load(a + place)).Store(y + place);
            }
        }
    }

    // The mask comes of the truth value's 0 or 1 without a branch.
    [MethodImpl(Hot.Loop)]
    private static void RunShorts(byte** operands, nint count)
    {
        var condition = operands[0];
        var a = (ushort*)operands[1];
        var b = (ushort*)operands[2];
        var y = (ushort*)operands[3];
        for (nint i = 0; i < count; i++)
            y[i] = (ushort)(b[i] ^ ((a[i] ^ b[i]) & -condition[i]));
    }

    [MethodImpl(Hot.Loop)]
    private static void RunBytes(byte** operands, nint count)
    {
        var condition = operands[0];
        var a = operands[1];
        var b = operands[2];
        var y = operands[3];
        for (nint i = 0; i < count; i++)
            y[i] = (byte)(b[i] ^ ((a[i] ^ b[i]) & -condition[i]));
    }
}
