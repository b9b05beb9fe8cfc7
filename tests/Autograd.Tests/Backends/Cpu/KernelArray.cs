using System.Numerics;
using System.Runtime.InteropServices;

namespace Autograd.Tests.Backends.Cpu;

/// <summary>A pinned array as kernels take it, with guards around it that must stay as they are.</summary>
internal sealed unsafe class KernelArray<T>
    where T : unmanaged, INumberBase<T>
{
    private const int Guard = 64;

    private static readonly T GuardValue = T.CreateChecked(77);

    private readonly T[] _memory;

    public KernelArray(int length)
    {
        Length = length;
        _memory = GC.AllocateUninitializedArray<T>(length + (2 * Guard), pinned: true);
        _memory.AsSpan().Fill(GuardValue);
    }

    public int Length { get; }

    public T* Pointer => (T*)Marshal.UnsafeAddrOfPinnedArrayElement(_memory, Guard);

    public Span<T> Span => _memory.AsSpan(Guard, Length);

    public bool IsGuarded => _memory.AsSpan(0, Guard).IndexOfAnyExcept(GuardValue) < 0
        && _memory.AsSpan(Guard + Length).IndexOfAnyExcept(GuardValue) < 0;

    /// <summary>Values in [−1, 1).</summary>
    public KernelArray<T> FillRandom(Random random)
    {
        foreach (ref T value in Span)
        {
            value = T.CreateChecked((random.NextDouble() * 2) - 1);
        }

        return this;
    }

    public byte[] Bytes() => MemoryMarshal.AsBytes(Span).ToArray();
}
