using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>dx = dy · partial, 0 where dy is; operands a, b, c, y, dy, dx, of which the first four are there only where the partial reads them.</summary>
/// <typeparam name="TRule">The rule.</typeparam>
/// <typeparam name="TPartial">Which partial derivative.</typeparam>
internal readonly unsafe struct TernaryVjpKernel<TRule, TPartial> : IKernelFamily
    where TRule : struct, ITernaryRule
    where TPartial : struct, ITernaryPartial
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
        var dy = (T*)operands[4];
        var dx = (T*)operands[5];
        for (nint i = 0; i < count; i += TLanes.Count)
        {
            var first = (TPartial.Saves<TRule>() & Saves.First) != 0 ? TLanes.Load(a + i) : TLanes.Zero;
            var second = (TPartial.Saves<TRule>() & Saves.Second) != 0 ? TLanes.Load(b + i) : TLanes.Zero;
            var third = (TPartial.Saves<TRule>() & Saves.Third) != 0 ? TLanes.Load(c + i) : TLanes.Zero;
            var output = (TPartial.Saves<TRule>() & Saves.Output) != 0 ? TLanes.Load(y + i) : TLanes.Zero;
            var cotangent = TLanes.Load(dy + i);
            TLanes.IfEqual(cotangent, TLanes.Zero, TLanes.Zero, cotangent * TPartial.Of<TRule, TLanes>(first, second, third, output)).Store(dx + i);
        }
    }
}
