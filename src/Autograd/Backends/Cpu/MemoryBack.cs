namespace Autograd.Backends.Cpu;

/// <summary>The shared part of the pool, a stack for each size class, reached in batches under one lock.</summary>
internal static class MemoryBack
{
    private static readonly Lock Gate = new();
    private static readonly CpuStorage?[][] Stacks = CreateStacks();
    private static readonly int[] Counts = new int[SizeClasses.Count];

    /// <summary>Moves up to <paramref name="target"/>'s length of storages there; returns how many.</summary>
    public static int Take(int sizeClass, Span<CpuStorage?> target)
    {
        lock (Gate)
        {
            var taken = Math.Min(Counts[sizeClass], target.Length);
            var rest = Counts[sizeClass] - taken;
            var source = Stacks[sizeClass].AsSpan(rest, taken);
            source.CopyTo(target);
            source.Clear();
            Counts[sizeClass] = rest;
            return taken;
        }
    }

    /// <summary>Moves storages here and clears where they were.</summary>
    public static void Give(int sizeClass, Span<CpuStorage?> source)
    {
        if (source.IsEmpty)
            return;
        lock (Gate)
        {
            var count = Counts[sizeClass];
            ref var stack = ref Stacks[sizeClass];
            if (count + source.Length > stack.Length)
                Array.Resize(ref stack, Math.Max(stack.Length * 2, count + source.Length));
            source.CopyTo(stack.AsSpan(count));
            Counts[sizeClass] = count + source.Length;
        }

        source.Clear();
    }

    /// <summary>Leaves everything to the collector; returns how many bytes that were.</summary>
    public static long Clear()
    {
        lock (Gate)
        {
            long bytes = 0;
            for (var sizeClass = 0; sizeClass < Counts.Length; sizeClass++)
            {
                bytes += Counts[sizeClass] * SizeClasses.Bytes(sizeClass);
                Counts[sizeClass] = 0;
                Stacks[sizeClass] = [];
            }

            return bytes;
        }
    }

    private static CpuStorage?[][] CreateStacks()
    {
        var stacks = new CpuStorage?[SizeClasses.Count][];
        Array.Fill(stacks, []);
        return stacks;
    }
}
