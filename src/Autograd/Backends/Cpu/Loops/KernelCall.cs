using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>A kernel with what the driver must know of its operands.</summary>
internal unsafe struct KernelCall
{
    /// <summary>The most operands of a kernel.</summary>
    public const int Slots = 6;

    /// <summary>Kernels are given a multiple of so many elements: the widest register's lanes of the narrowest computed type.</summary>
    public const int Step = 16;

    private const int PaddedBytes = Step * sizeof(long);

    /// <summary>The loop.</summary>
    public delegate*<byte**, nint, void> Kernel;

    /// <summary>A bit for each operand that is read.</summary>
    public int Inputs;

    /// <summary>A bit for each operand that is written; one that is both is changed in place.</summary>
    public int Outputs;

    /// <summary>Bytes of an element by operand.</summary>
    public fixed int Sizes[Slots];

    /// <summary>Whether an operand is there.</summary>
    public readonly bool Has(int slot) => ((Inputs | Outputs) >> slot & 1) != 0;

    public readonly bool Reads(int slot) => (Inputs >> slot & 1) != 0;

    public readonly bool Writes(int slot) => (Outputs >> slot & 1) != 0;

    /// <summary>Runs the kernel over contiguous operands of any count.</summary>
    public readonly void Run(byte** operands, nint count)
    {
        var whole = count & ~(nint)(Step - 1);
        if (whole != 0)
            Kernel(operands, whole);
        if (whole != count)
            RunRest(operands, whole, count - whole);
    }

    /// <summary>The last elements go through zero-padded vectors, so that they are computed like all others.</summary>
    [SkipLocalsInit]
    [MethodImpl(Hot.Loop)]
    private readonly void RunRest(byte** operands, nint done, nint rest)
    {
        var scratch = stackalloc byte[(Slots * PaddedBytes) + CacheLine.Size];
        scratch = Tile.Align(scratch);
        var padded = stackalloc byte*[Slots];
        for (var present = Inputs | Outputs; present != 0; present &= present - 1)
        {
            var slot = BitOperations.TrailingZeroCount(present);
            padded[slot] = scratch;
            if (Reads(slot))
            {
                var size = Sizes[slot];
                Unsafe.InitBlock(scratch, 0, PaddedBytes);
                Tile.CopyFew(operands[slot] + (done * size), scratch, rest * size);
            }

            scratch += PaddedBytes;
        }

        Kernel(padded, Step);
        for (var written = Outputs; written != 0; written &= written - 1)
        {
            var slot = BitOperations.TrailingZeroCount(written);
            var size = Sizes[slot];
            Tile.CopyFew(padded[slot], operands[slot] + (done * size), rest * size);
        }
    }
}
