using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>
/// Reductions by a tree that depends on the shape alone: blocks of a fixed length are combined in pairs, then their results in
/// pairs, and so on; parts of 32 blocks, a subtree each, are what threads take. The only operand is a <see cref="ReduceArguments"/>.
/// </summary>
internal readonly unsafe struct ReduceKernel<TRule> : IKernelFamily
    where TRule : struct, IReductionRule
{
    /// <inheritdoc/>
    public static delegate*<byte**, nint, void> Of<T, TLanes>()
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T> => &Run<T, TLanes>;

    private static void Run<T, TLanes>(byte** operands, nint count)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        ref var whole = ref *(ReduceArguments*)operands[0];
        if (whole.Length == 0)
        {
            for (long i = 0; i < whole.Outer * whole.Inner; i++)
                TRule.Start<Scalar<T>>().Store((T*)whole.Y + i);
        }
        else if (whole.Inner == 1 && whole.Length <= RowReducer<T, TLanes, TRule>.Part)
        {
            RowsBody<T, TLanes, TRule>.Run(whole);
        }
        else
        {
            PartsBody<T, TLanes, TRule>.Run(whole);
        }
    }
}
