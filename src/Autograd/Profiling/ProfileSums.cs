namespace Autograd.Profiling;

/// <summary>What is counted under one key, times in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
internal struct ProfileSums
{
    public long Calls;
    public long OwnTicks;
    public long TotalTicks;
    public long Bytes;
    public long Flops;
    public long Launches;

    public void Add(in ProfileSums other)
    {
        Calls += other.Calls;
        OwnTicks += other.OwnTicks;
        TotalTicks += other.TotalTicks;
        Bytes += other.Bytes;
        Flops += other.Flops;
        Launches += other.Launches;
    }
}
