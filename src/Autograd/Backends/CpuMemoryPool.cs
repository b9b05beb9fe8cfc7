using Autograd.Backends.Cpu;

namespace Autograd.Backends;

/// <summary>The pool that tapes and scopes take the CPU's memory from and give it back to.</summary>
public static class CpuMemoryPool
{
    /// <summary>What the pool holds now.</summary>
    public static MemoryStatistics Statistics => CpuMemory.Statistics;

    /// <summary>Leaves the memory kept for reuse to the collector; other threads keep a few storages each of their own.</summary>
    public static void Trim() => CpuMemory.Trim();

    /// <summary>Begins a new <see cref="MemoryStatistics.BytesPeak"/> at what is in use now.</summary>
    public static void ResetPeak() => LiveLedger.ResetPeak();
}
