using Autograd.Backends.Cpu;

namespace Autograd.GradientChecking;

/// <summary>
/// While it lasts, memory that this thread gives back to the pool is filled with NaN: what reads it afterwards, or takes a buffer
/// for an empty one, gives NaN and not by accident the numbers of the call before.
/// </summary>
internal readonly struct Poison : IDisposable
{
    private readonly bool _before;

    private Poison(bool before) => _before = before;

    public static Poison Begin()
    {
        var poison = new Poison(CpuMemory.PoisonOnThread);
        CpuMemory.PoisonOnThread = true;
        return poison;
    }

    public void Dispose() => CpuMemory.PoisonOnThread = _before;
}
