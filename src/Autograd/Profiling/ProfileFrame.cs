namespace Autograd.Profiling;

/// <summary>A call that is running.</summary>
internal struct ProfileFrame
{
    public ProfileKey Key;
    public long Start;

    /// <summary>Ticks of the calls inside, with what it took to count them.</summary>
    public long InsideTicks;

    public long Launches;
}
