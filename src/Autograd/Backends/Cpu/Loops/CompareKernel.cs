using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>y = Holds(a, b); operands a, b and y of bools.</summary>
internal readonly unsafe struct CompareKernel<TRule> : IKernelFamily
    where TRule : struct, ICompareRule
{
    /// <inheritdoc/>
    public static delegate*<byte**, nint, void> Of<T, TLanes>()
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T> => &Run<T, TLanes>;

    /// <summary>The loop for bools, which compare as 0 and 1.</summary>
    public static delegate*<byte**, nint, void> OfBools() => &RunBools;

    [SkipLocalsInit]
    [MethodImpl(Hot.Loop)]
    private static void Run<T, TLanes>(byte** operands, nint count)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        var a = (T*)operands[0];
        var b = (T*)operands[1];
        var y = operands[2];

        // Aligned, since narrower loads of a vector that was stored across two cache lines would wait for both to be written.
        var scratch = stackalloc byte[(KernelCall.Step * sizeof(T)) + CacheLine.Size];
        var truths = (T*)Tile.Align(scratch);
        for (nint i = 0; i < count; i += KernelCall.Step)
        {
            for (nint lane = 0; lane < KernelCall.Step; lane += TLanes.Count)
                TRule.Holds(TLanes.Load(a + i + lane), TLanes.Load(b + i + lane)).Store(truths + lane);
            if (sizeof(T) == 4)
                Truths.Narrow((uint*)truths, y + i);
            else
                Truths.Narrow((ulong*)truths, y + i);
        }
    }

    [SkipLocalsInit]
    private static void RunBools(byte** operands, nint count)
    {
        var kernel = Kernels.Of<CompareKernel<TRule>>(DType.Int32);
        var a = stackalloc uint[Tile.Elements];
        var b = stackalloc uint[Tile.Elements];
        var parts = stackalloc byte*[KernelCall.Slots];
        for (nint done = 0; done < count; done += Tile.Elements)
        {
            var part = (nint)Math.Min(Tile.Elements, count - done);
            Truths.Widen(operands[0] + done, a, part);
            Truths.Widen(operands[1] + done, b, part);
            parts[0] = (byte*)a;
            parts[1] = (byte*)b;
            parts[2] = operands[2] + done;
            kernel(parts, part);
        }
    }
}
