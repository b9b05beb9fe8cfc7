using System.Diagnostics;

namespace Autograd.Backends.Cpu;

/// <summary>One background thread of the <see cref="WorkerPool"/>: it helps with jobs, spins for a while in case another follows, then parks.</summary>
#pragma warning disable CA1001 // the event belongs to a thread that lives as long as the process
internal sealed class Worker
#pragma warning restore CA1001
{
    /// <summary>
    /// How long to spin. Waking a parked thread costs tens of microseconds, so spinning about as long as that at most doubles the cost
    /// of the worst case, and the operations of a training step follow each other much more quickly.
    /// </summary>
    private static readonly long SpinTicks = Environment.ProcessorCount > 1 ? Stopwatch.Frequency * 50 / 1_000_000 : 0;

    private readonly int _index;
    private readonly AutoResetEvent _bell = new(false);
    private int _parked;

    /// <summary>The number of the last job in which this worker found no more to do.</summary>
    private uint _done;

    public Worker(int index)
    {
        _index = index;
        Thread thread = new(Run) { IsBackground = true, Name = $"Autograd worker {index + 1}" };

        // Unsafe: the flow of whoever happens to start the pool (an ambient tape, say) must not live on in its threads.
        thread.UnsafeStart();
    }

    /// <summary>Rings if the worker is parked. The job must have been published before, with a full fence.</summary>
    public void Wake()
    {
        if (Volatile.Read(ref _parked) != 0 && Interlocked.Exchange(ref _parked, 0) != 0)
        {
            _bell.Set();
        }
    }

    private void Run()
    {
        WorkerPool.EnterWorker();
        while (true)
        {
            // Read before: a job that is published meanwhile is looked at again.
            _done = ParallelJob.Generation;
            ParallelJob.Take(_index + 1);
            if (!SpinForWork())
            {
                Park();
            }
        }
    }

    private bool SpinForWork()
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            if (ParallelJob.HasWorkFor(_index, _done))
            {
                return true;
            }

            Thread.SpinWait(1);
        }
        while (Stopwatch.GetTimestamp() - start < SpinTicks);
        return false;
    }

    private void Park()
    {
        // The flag goes up before the last look and the job goes up before the flag is read, each with a full fence:
        // either this look sees the job or the publisher sees the flag.
        Interlocked.Exchange(ref _parked, 1);
        if (!ParallelJob.HasWorkFor(_index, _done) || Interlocked.Exchange(ref _parked, 0) == 0)
        {
            _bell.WaitOne();
        }
    }
}
