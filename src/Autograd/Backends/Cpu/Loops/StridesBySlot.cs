using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>The strides of each operand of a kernel, null where it has none.</summary>
[InlineArray(KernelCall.Slots)]
internal struct StridesBySlot
{
    private Strides? _first;
}
