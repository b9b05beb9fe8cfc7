using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>Places of extremes. The only operand is a <see cref="ReduceArguments"/>, whose results are int64.</summary>
internal readonly unsafe struct ArgReduceKernel<TRule> : IKernelFamily
    where TRule : struct, ICompareRule
{
    /// <inheritdoc/>
    public static delegate*<byte**, nint, void> Of<T, TLanes>()
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T> => &Run<T, TLanes>;

    private static void Run<T, TLanes>(byte** operands, nint count)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T> => ArgReduceBody<T, TLanes, TRule>.Run(*(ReduceArguments*)operands[0]);
}
