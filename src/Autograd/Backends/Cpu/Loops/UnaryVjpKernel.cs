using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>dx = dy · Partial(x, y), 0 where dy is; operands x, y, dy, dx, of which x and y are there only where the rule saves them.</summary>
internal readonly unsafe struct UnaryVjpKernel<TRule> : IKernelFamily
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
        var dy = (T*)operands[2];
        var dx = (T*)operands[3];
        for (nint i = 0; i < count; i += TLanes.Count)
        {
            var input = (TRule.Saves & Saves.Input) != 0 ? TLanes.Load(x + i) : TLanes.Zero;
            var output = (TRule.Saves & Saves.Output) != 0 ? TLanes.Load(y + i) : TLanes.Zero;
            var cotangent = TLanes.Load(dy + i);
            TLanes.IfEqual(cotangent, TLanes.Zero, TLanes.Zero, cotangent * TRule.Partial(input, output)).Store(dx + i);
        }
    }
}
