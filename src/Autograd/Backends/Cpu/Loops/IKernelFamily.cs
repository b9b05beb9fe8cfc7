using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>One elementwise loop for every element type and lane width.</summary>
/// <remarks>
/// A kernel is a plain function of operand addresses, in the family's order, and a count, always a multiple of
/// <see cref="KernelCall.Step"/>; what is left over, strided or of another place comes through scratch. It reads a vector of
/// every operand before it writes one, so a result may lie exactly on an operand. One driver, compiled once, thus serves every
/// rule, and a rule costs the JIT a bare loop.
/// </remarks>
internal unsafe interface IKernelFamily
{
    /// <summary>The loop's address.</summary>
    static abstract delegate*<byte**, nint, void> Of<T, TLanes>()
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T>;
}
