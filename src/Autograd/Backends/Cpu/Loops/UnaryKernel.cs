using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>y = Value(x); operands x, y.</summary>
internal readonly unsafe struct UnaryKernel<TRule> : IKernelFamily
    where TRule : struct, IUnaryRule
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
        var x = (T*)operands[0];
        var y = (T*)operands[1];
        for (nint i = 0; i < count; i += TLanes.Count)
            TRule.Value(TLanes.Load(x + i)).Store(y + i);
    }
}
