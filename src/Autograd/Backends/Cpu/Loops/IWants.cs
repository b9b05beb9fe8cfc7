namespace Autograd.Backends.Cpu.Loops;

/// <summary>Which cotangents of a binary operation are wanted, known to the JIT.</summary>
internal interface IWants
{
    static abstract bool First { get; }

    static abstract bool Second { get; }
}
