namespace Autograd.Tests.Backends.Cpu;

/// <summary>Sets the number of threads for a while.</summary>
internal sealed class ThreadCount : IDisposable
{
    private readonly int _before = AutogradOptions.Threads;

    public ThreadCount(int threads) => AutogradOptions.Threads = threads;

    public void Dispose() => AutogradOptions.Threads = _before;
}
