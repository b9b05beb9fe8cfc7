using Autograd.Backends.Cpu;

namespace Autograd.Tests.Backends.Cpu;

/// <summary>Sets the number of threads for a while.</summary>
internal sealed class ThreadCount : IDisposable
{
    private readonly int _before = AutogradOptions.Threads;

    public ThreadCount(int threads)
    {
        AutogradOptions.Threads = threads;

        // What a test before had at work at the same time is no business of this one.
        WorkerPool.ForgetContention();
    }

    public void Dispose() => AutogradOptions.Threads = _before;
}
