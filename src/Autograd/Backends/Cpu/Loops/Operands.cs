using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>An address for each operand of a kernel, in its order; null where it has none.</summary>
[InlineArray(KernelCall.Slots)]
internal struct Operands
{
    private nint _first;
}
