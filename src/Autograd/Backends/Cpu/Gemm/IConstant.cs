namespace Autograd.Backends.Cpu.Gemm;

/// <summary>A number as a type argument, so that the JIT compiles a kernel of its own for each and every test of it vanishes.</summary>
internal interface IConstant
{
    static abstract int Value { get; }
}
