using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>y = Value(a, b, c); operands a, b, c, y.</summary>
internal readonly unsafe struct TernaryKernel<TRule> : IKernelFamily
    where TRule : struct, ITernaryRule
{
    /// <inheritdoc/>
    public static delegate*<byte**, nint, void> Of<T, TLanes>()
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T> => &Run<T, TLanes>;

    [MethodImpl(Hot.Loop)]
    private static void Run<T, TLanes>(byte** operands, nint count)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        var a = (T*)operands[0];
        var b = (T*)operands[1];
        var c = (T*)operands[2];
        var y = (T*)operands[3];
        for (nint i = 0; i < count; i += TLanes.Count)
            TRule.Value(TLanes.Load(a + i), TLanes.Load(b + i), TLanes.Load(c + i)).Store(y + i);
    }
}
