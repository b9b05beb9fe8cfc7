namespace Autograd.Ilgpu.Kernels;

/// <summary>
/// Items that a kernel's threads share out: thread t takes the items t, t + Threads, …, so that neighbours work side by side and a
/// device need not be given a thread an item. What an item gives does not depend on how many threads there are.
/// </summary>
internal struct Work
{
    /// <summary>How many items there are, at least as many as threads.</summary>
    public int Count;

    /// <summary>How many threads there are.</summary>
    public int Threads;

    /// <summary>On to the thread's next item, or false where that was its last.</summary>
    public readonly bool Next(ref int item)
    {
        if (item >= Count - Threads)
            return false;
        item += Threads;
        return true;
    }
}
