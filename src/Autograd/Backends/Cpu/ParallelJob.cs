using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Autograd.Backends.Cpu;

/// <summary>The one job that the <see cref="WorkerPool"/> runs at a time, and how its chunks are claimed.</summary>
/// <remarks>
/// <para>Each thread begins with a share of its own, of chunks that lie side by side: the same part of every array in one operation after the
/// other, which then is still in that processor's cache. Who has done with his own takes chunks off the ends of the others'.</para>
/// <para>A share is one word: the job's generation in its upper half, the first unclaimed chunk and the one behind the last in the two quarters
/// below, and a chunk is claimed by compare-and-swap of the whole. A successful claim therefore proves that the job the word was read from is still
/// the live one, and it stays so until the claimed chunk is reported as finished: a worker that wakes late can neither run nor even read a job that has
/// ended. Where there are more chunks than a quarter counts, several neighbours are one to claim.</para>
/// </remarks>
internal static unsafe class ParallelJob
{
    /// <summary>However large <see cref="AutogradOptions.Threads"/> is, more threads than this never work on a job besides its caller.</summary>
    public const int MaximumHelpers = 255;

    private const int MostClaims = ushort.MaxValue;

    private static readonly Share[] Shares = new Share[MaximumHelpers + 1];

    private static Counters _counters;
    private static void* _body;
    private static delegate*<void*, int, void> _invoke;
    private static int _chunks;
    private static int _chunksAClaim;
    private static int _helpers;
    private static Failure? _failure;

    /// <summary>The number of the job that was published last.</summary>
    public static uint Generation => Volatile.Read(ref _counters.Generation);

    /// <summary>Makes a job visible to the workers below index <paramref name="helpers"/>. The job before must have ended.</summary>
    public static void Publish(int helpers, int chunks, void* body, delegate*<void*, int, void> invoke)
    {
        _body = body;
        _invoke = invoke;
        _chunks = chunks;
        _chunksAClaim = ((chunks - 1) / MostClaims) + 1;
        _helpers = helpers;
        _failure = null;
        int claims = ((chunks - 1) / _chunksAClaim) + 1;
        _counters.Unfinished = claims;
        uint generation = _counters.Generation + 1;
        long participants = helpers + 1;
        for (int i = 0; i < participants; i++)
        {
            long first = i * claims / participants;
            long end = (i + 1) * claims / participants;

            // All shares are empty, and an empty one is claimed by nobody: a plain write, the fields above before it.
            Volatile.Write(ref Shares[i].Word, ((long)generation << 32) | (first << 16) | end);
        }

        // A full fence: the shares before the number, and the number before the caller looks which workers are parked.
        Interlocked.Exchange(ref _counters.Generation, generation);
    }

    /// <summary>The caller's part: takes chunks until none is left, then waits for those that workers took.</summary>
    /// <returns>What the lowest failed chunk threw, or null.</returns>
    public static ExceptionDispatchInfo? RunAndWait()
    {
        Take(0);
        if (Volatile.Read(ref _counters.Unfinished) != 0)
        {
            WaitForOthers();
        }

        ExceptionDispatchInfo? thrown = _failure?.Thrown;
        _failure = null;
        _body = null;
        return thrown;
    }

    /// <summary>Whether a job came after the one of a number, and is meant for the worker of an index too.</summary>
    public static bool HasWorkFor(int worker, uint after) => Generation != after && worker < Volatile.Read(ref _helpers);

    /// <summary>Takes chunks, one's own and then the others', until none is left.</summary>
    /// <param name="participant">0 for the caller, 1 above a worker's index.</param>
    public static void Take(int participant)
    {
        int finished = 0;
        while (TryClaim(participant, out int claim))
        {
            int end = (int)Math.Min(_chunks, (claim + 1L) * _chunksAClaim);
            for (int chunk = claim * _chunksAClaim; chunk < end; chunk++)
            {
                try
                {
                    _invoke(_body, chunk);
                }
                catch (Exception e)
                {
                    Record(chunk, e);
                }
            }

            finished++;
        }

        if (finished != 0)
        {
            Interlocked.Add(ref _counters.Unfinished, -finished);
        }
    }

    private static bool TryClaim(int participant, out int claim)
    {
        if (TryClaim(participant, participant, out claim))
        {
            return true;
        }

        int participants = Volatile.Read(ref _helpers) + 1;
        for (int victim = participant + 1; victim < participants; victim++)
        {
            if (TryClaim(participant, victim, out claim))
            {
                return true;
            }
        }

        for (int victim = 0; victim < Math.Min(participant, participants); victim++)
        {
            if (TryClaim(participant, victim, out claim))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes the first of one's own share or the last of another's.</summary>
    private static bool TryClaim(int participant, int victim, out int claim)
    {
        ref long share = ref Shares[victim].Word;
        long word = Volatile.Read(ref share);
        while (true)
        {
            int first = (int)((word >> 16) & MostClaims);
            int end = (int)(word & MostClaims);

            // Read after the word: if the claim succeeds, it is of the same job.
            if (first >= end || participant > Volatile.Read(ref _helpers))
            {
                claim = 0;
                return false;
            }

            bool isOwn = participant == victim;
            long seen = Interlocked.CompareExchange(ref share, isOwn ? word + (1 << 16) : word - 1, word);
            if (seen == word)
            {
                claim = isOwn ? first : end - 1;
                return true;
            }

            word = seen;
        }
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

    /// <summary>On cache lines of its own: its owner writes to it with every chunk.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Share
    {
        [FieldOffset(0)]
        public long Word;
    }

    /// <summary>Each counter on a cache line of its own: workers poll the one while others write to the other.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Counters
    {
        [FieldOffset(128)]
        public uint Generation;

        [FieldOffset(256)]
        public int Unfinished;
    }
}
