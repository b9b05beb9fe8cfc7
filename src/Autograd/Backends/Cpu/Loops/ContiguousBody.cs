namespace Autograd.Backends.Cpu.Loops;

/// <summary>Chunks of operands that are all contiguous.</summary>
internal unsafe struct ContiguousBody : IParallelBody
{
    private readonly KernelCall _call;
    private readonly Operands _bases;
    private readonly long _count;

    public ContiguousBody(in KernelCall call, in Operands bases, long count)
    {
        _call = call;
        _bases = bases;
        _count = count;
    }

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        var first = (long)chunk * ElementwiseLoop.Chunk;
        var call = _call;
        Operands operands = default;
        for (var slot = 0; slot < KernelCall.Slots; slot++)
            operands[slot] = _bases[slot] + (nint)(first * call.Sizes[slot]);
        call.Run((byte**)&operands, (nint)Math.Min(ElementwiseLoop.Chunk, _count - first));
    }
}
