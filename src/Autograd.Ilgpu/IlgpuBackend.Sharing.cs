using Autograd.Ilgpu.Kernels;
using ILGPU.Runtime;

namespace Autograd.Ilgpu;

/// <content>How many threads a kernel's items are shared out among.</content>
internal sealed partial class IlgpuBackend
{
    /// <summary>Threads for each one that runs at once: the device picks another where one waits for memory.</summary>
    private const int Waves = 4;

    /// <summary>The threads that some items are given. On ILGPU's simulation a thread costs as much as hundreds of items.</summary>
    private int Threads(int items)
    {
        var most = _accelerator.AcceleratorType == AcceleratorType.CPU ? _accelerator.MaxNumThreads : Waves * (long)_accelerator.MaxNumThreads;
        return (int)Math.Min(items, Math.Max(1, most));
    }

    /// <summary>Items and the threads that share them out.</summary>
    private Work Share(int items) => new() { Count = items, Threads = Threads(items) };
}
