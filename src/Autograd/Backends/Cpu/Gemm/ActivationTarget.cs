namespace Autograd.Backends.Cpu.Gemm;

/// <summary>Where a product's activated elements go.</summary>
internal unsafe struct ActivationTarget<T>
    where T : unmanaged
{
    /// <summary>The first one; C itself where the arguments are not kept.</summary>
    public T* Y;

    /// <summary>From row to row.</summary>
    public nint Row;
}
