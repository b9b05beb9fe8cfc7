namespace Autograd.Tests.Backends.Cpu;

/// <summary>What the calling thread allocates.</summary>
internal static class Allocations
{
    /// <summary>Bytes that a run allocates: the least of several, since a collection in between counts the rest of the thread's current block.</summary>
    public static long OfOneRun(Action action)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
