namespace Autograd.Backends.Cpu;

/// <summary>
/// One thread's part of the pool: a bounded stack of storages for each size class, taken and given without a lock, and this
/// thread's part of the count of bytes in use.
/// </summary>
internal sealed class MemoryFront
{
    /// <summary>A stack holds at most so many bytes, or two storages.</summary>
    private const long StackBytes = 4 << 20;

    private const int MostItems = 256;

    private readonly CpuStorage?[]?[] _stacks = new CpuStorage?[]?[SizeClasses.Count];
    private readonly int[] _counts = new int[SizeClasses.Count];

    /// <summary>When the thread has ended, what it kept is anyone's.</summary>
    ~MemoryFront() => GiveAllBack();

    /// <summary>Whether what this thread releases is filled with NaN.</summary>
    public bool Poisons { get; set; }

    /// <summary>Bytes taken minus bytes given by this thread since <see cref="LiveLedger"/> last collected them.</summary>
    public long Live { get; set; }

    /// <summary>The highest <see cref="Live"/> since then.</summary>
    public long LivePeak { get; set; }

    /// <summary>Takes a storage, or gives null where neither this thread nor the shared part has one.</summary>
    public CpuStorage? Take(int sizeClass)
    {
        var count = _counts[sizeClass];
        var stack = _stacks[sizeClass];
        if (count == 0)
        {
            stack ??= _stacks[sizeClass] = new CpuStorage?[Capacity(sizeClass)];
            count = MemoryBack.Take(sizeClass, stack.AsSpan(0, stack.Length / 2));
            if (count == 0)
                return null;
        }

        var storage = stack![--count];
        stack[count] = null;
        _counts[sizeClass] = count;
        return storage;
    }

    /// <summary>Gives a storage; where the stack is full, half of it goes to the shared part under one lock.</summary>
    public void Give(CpuStorage storage)
    {
        var sizeClass = storage.SizeClass;
        var stack = _stacks[sizeClass] ??= new CpuStorage?[Capacity(sizeClass)];
        var count = _counts[sizeClass];
        if (count == stack.Length)
        {
            count /= 2;
            MemoryBack.Give(sizeClass, stack.AsSpan(count));
        }

        stack[count] = storage;
        _counts[sizeClass] = count + 1;
    }

    /// <summary>Empties every stack into the shared part.</summary>
    public void GiveAllBack()
    {
        for (var sizeClass = 0; sizeClass < _stacks.Length; sizeClass++)
        {
            if (_stacks[sizeClass] is { } stack)
                MemoryBack.Give(sizeClass, stack.AsSpan(0, _counts[sizeClass]));
            _counts[sizeClass] = 0;
        }

        LiveLedger.Collect(this);
    }

    private static int Capacity(int sizeClass) => (int)Math.Clamp(StackBytes / SizeClasses.Bytes(sizeClass), 2, MostItems);
}
