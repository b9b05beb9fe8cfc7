using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Autograd.Backends.Cpu;

/// <summary>
/// The process's pool of kernel threads: a fork-join that allocates nothing and, while its threads still spin from the call before,
/// costs about half a microsecond.
/// </summary>
/// <remarks>
/// One job runs at a time. A call that finds the pool taken (from inside a chunk, or while another thread's job runs) does its own
/// chunks itself, so calls can neither deadlock nor wait for each other. While several threads call, as when two models train in one process, a
/// job takes half of the threads only: with all of them there would be more at work than processors, and a job would wait for chunks whose thread
/// the other caller has displaced. Chunk boundaries are the caller's and must come from shapes
/// only: then it does not matter who runs a chunk, and results are the same bits for any number of threads.
/// </remarks>
internal static unsafe class WorkerPool
{
    /// <summary>The workers started so far; only the pool's owner reads or replaces it.</summary>
    private static Worker[] _workers = [];

    /// <summary>How long after a call found the pool taken the threads are shared.</summary>
    private const long SharedMilliseconds = 20;

    /// <summary>1 while some thread's job owns the pool.</summary>
    private static int _owned;

    /// <summary>When a call found the pool taken by another caller's job.</summary>
    private static long _lastContention;

    /// <summary>Whether this thread is at work on a job: a call it makes then is part of that job and no other caller's.</summary>
    [ThreadStatic]
    private static bool _isAtWork;

    /// <summary>Whether several threads call at this time.</summary>
    private static bool IsShared => Environment.TickCount64 - Volatile.Read(ref _lastContention) < SharedMilliseconds;

    /// <summary>
    /// Runs <paramref name="body"/> for every chunk in [0, <paramref name="chunks"/>) exactly once, the caller taking part, and returns
    /// when all have ended. If chunks throw, the others still run, and the exception of the lowest of them is thrown here.
    /// </summary>
    public static void For<TBody>(int chunks, in TBody body)
        where TBody : struct, IParallelBody
    {
        if (chunks <= 1)
        {
            if (chunks == 1)
            {
                Unsafe.AsRef(in body).Invoke(0);
            }

            return;
        }

        int helpers = Math.Min(Math.Min(AutogradOptions.Threads, chunks) - 1, ParallelJob.MaximumHelpers);
        if (helpers > 0 && IsShared)
            helpers = Math.Min(helpers, (AutogradOptions.Threads / 2) - 1);
        if (helpers <= 0 || !TryOwn())
        {
            RunInline(chunks, ref Unsafe.AsRef(in body));
            return;
        }

        // The copy lives on this frame, which outlives the job: its address may hold references and still be handed to the workers.
        TBody copy = body;
#pragma warning disable CS8500 // a stack address of a type with references: see above
        ExceptionDispatchInfo? failure = RunOnPool(helpers, chunks, &copy, &InvokeChunk<TBody>);
#pragma warning restore CS8500
        failure?.Throw();
    }

    /// <summary>A worker's thread says what it is.</summary>
    internal static void EnterWorker() => _isAtWork = true;

    /// <summary>Ends the sharing of threads at once, for tests.</summary>
    internal static void ForgetContention() => Volatile.Write(ref _lastContention, 0);

    private static bool TryOwn()
    {
        if (Interlocked.CompareExchange(ref _owned, 1, 0) == 0)
            return true;
        if (!_isAtWork)
            Volatile.Write(ref _lastContention, Environment.TickCount64);
        return false;
    }

    private static void InvokeChunk<TBody>(void* body, int chunk)
        where TBody : struct, IParallelBody => Unsafe.AsRef<TBody>(body).Invoke(chunk);

    private static void RunInline<TBody>(int chunks, ref TBody body)
        where TBody : struct, IParallelBody
    {
        ExceptionDispatchInfo? failure = null;
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            try
            {
                body.Invoke(chunk);
            }
            catch (Exception e)
            {
                failure ??= ExceptionDispatchInfo.Capture(e);
            }
        }

        failure?.Throw();
    }

    private static ExceptionDispatchInfo? RunOnPool(int helpers, int chunks, void* body, delegate*<void*, int, void> invoke)
    {
        _isAtWork = true;
        try
        {
            Worker[] workers = _workers.Length < helpers ? Start(helpers) : _workers;
            ParallelJob.Publish(helpers, chunks, body, invoke);
            for (int i = 0; i < helpers; i++)
            {
                workers[i].Wake();
            }

            return ParallelJob.RunAndWait();
        }
        finally
        {
            _isAtWork = false;
            Volatile.Write(ref _owned, 0);
        }
    }

    /// <summary>Adds workers up to <paramref name="count"/>. Only the pool's owner calls it.</summary>
    private static Worker[] Start(int count)
    {
        Worker[] workers = new Worker[count];
        Array.Copy(_workers, workers, _workers.Length);
        for (int i = _workers.Length; i < count; i++)
        {
            workers[i] = new Worker(i);
        }

        return _workers = workers;
    }
}
