using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Autograd.Backends.Cpu;

/// <summary>The one job that the <see cref="WorkerPool"/> runs at a time, and how its chunks are claimed.</summary>
/// <remarks>
/// The ticket holds the job's generation in its upper half and the number of unclaimed chunks in its lower half, and a chunk is claimed
/// by compare-and-swap of the whole. A successful claim therefore proves that the job the ticket was read from is still the live one, and
/// it stays so until the claimed chunk is reported as finished: a worker that wakes late can neither run nor even read a job that has ended.
/// </remarks>
internal static unsafe class ParallelJob
{
    private static Counters _counters;
    private static void* _body;
    private static delegate*<void*, int, void> _invoke;
    private static int _chunks;
    private static int _helpers;
    private static Failure? _failure;

    /// <summary>Makes a job visible to the workers below index <paramref name="helpers"/>. The job before must have ended.</summary>
    public static void Publish(int helpers, int chunks, void* body, delegate*<void*, int, void> invoke)
    {
        _body = body;
        _invoke = invoke;
        _chunks = chunks;
        _helpers = helpers;
        _failure = null;
        _counters.Unfinished = chunks;
        long generation = (_counters.Ticket >> 32) + 1;

        // A full fence: the fields above before the ticket, and the ticket before the caller looks which workers are parked.
        Interlocked.Exchange(ref _counters.Ticket, (generation << 32) | (uint)chunks);
    }

    /// <summary>The caller's part: takes chunks until none is left, then waits for those that workers took.</summary>
    /// <returns>What the lowest failed chunk threw, or null.</returns>
    public static ExceptionDispatchInfo? RunAndWait()
    {
        RunChunks();
        if (Volatile.Read(ref _counters.Unfinished) != 0)
        {
            WaitForOthers();
        }

        ExceptionDispatchInfo? thrown = _failure?.Thrown;
        _failure = null;
        _body = null;
        return thrown;
    }

    /// <summary>Whether there are chunks to claim for the worker of this index.</summary>
    public static bool HasWorkFor(int worker) => (uint)Volatile.Read(ref _counters.Ticket) != 0 && worker < Volatile.Read(ref _helpers);

    /// <summary>A worker's part: takes chunks until none is left.</summary>
    public static void Help(int worker)
    {
        if (HasWorkFor(worker))
        {
            RunChunks();
        }
    }

    private static void RunChunks()
    {
        int finished = 0;
        while (TryClaim(out int chunk))
        {
            try
            {
                _invoke(_body, chunk);
            }
            catch (Exception e)
            {
                Record(chunk, e);
            }

            finished++;
        }

        if (finished != 0)
        {
            Interlocked.Add(ref _counters.Unfinished, -finished);
        }
    }

    private static bool TryClaim(out int chunk)
    {
        long ticket = Volatile.Read(ref _counters.Ticket);
        while ((uint)ticket != 0)
        {
            long seen = Interlocked.CompareExchange(ref _counters.Ticket, ticket - 1, ticket);
            if (seen == ticket)
            {
                chunk = _chunks - (int)(uint)ticket;
                return true;
            }

            ticket = seen;
        }

        chunk = 0;
        return false;
    }

    /// <summary>Spins while the others are likely at work, then yields, since one of them may be waiting for this very processor.</summary>
    private static void WaitForOthers()
    {
        for (int spins = 0; Volatile.Read(ref _counters.Unfinished) != 0; spins++)
        {
            if (spins < 500)
            {
                Thread.SpinWait(1);
            }
            else
            {
                Thread.Yield();
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Record(int chunk, Exception e)
    {
        Failure mine = new(chunk, ExceptionDispatchInfo.Capture(e));
        Failure? other = Volatile.Read(ref _failure);
        while (other is null || mine.Chunk < other.Chunk)
        {
            Failure? seen = Interlocked.CompareExchange(ref _failure, mine, other);
            if (ReferenceEquals(seen, other))
            {
                return;
            }

            other = seen;
        }
    }

    private sealed record Failure(int Chunk, ExceptionDispatchInfo Thrown);

    /// <summary>Each counter on a cache line of its own: workers poll the one while others write to the other.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Counters
    {
        [FieldOffset(128)]
        public long Ticket;

        [FieldOffset(256)]
        public int Unfinished;
    }
}
