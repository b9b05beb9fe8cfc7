namespace Autograd.Backends.Cpu.Loops;

/// <summary>A reduction of [outer, length, inner] elements at X to [outer, inner] at Y, and which part of them.</summary>
internal unsafe struct ReduceArguments
{
    public byte* X;
    public byte* Y;
    public long Outer;
    public long Length;
    public long Inner;
}
