using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>Moves elements between strided memory and contiguous scratch, by the element's size alone.</summary>
internal static unsafe class Tile
{
    /// <summary>Elements of a scratch tile: with six operands it stays in the first-level cache.</summary>
    public const int Elements = 512;

    /// <summary>
    /// Bytes from one operand's tile of so many elements, rounded up to whole vectors, to the next: not a multiple of 4 kB, or each load
    /// would seem to depend on the other operands' stores.
    /// </summary>
    public static int Bytes(long elements) =>
        (((int)Math.Min(elements, Elements) + (KernelCall.Step - 1)) & ~(KernelCall.Step - 1)) * sizeof(long) + (3 * CacheLine.Size);

    /// <summary>The next cache line's start; the caller allocated a line more than it needs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Align(byte* address) => (byte*)(((nint)address + (CacheLine.Size - 1)) & ~(nint)(CacheLine.Size - 1));

    /// <summary>Copies a few bytes, without the call that larger copies deserve.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopyFew(byte* source, byte* target, nint bytes)
    {
        nint i = 0;
        for (; i <= bytes - 8; i += 8)
            Unsafe.WriteUnaligned(target + i, Unsafe.ReadUnaligned<long>(source + i));
        for (; i <= bytes - 4; i += 4)
            Unsafe.WriteUnaligned(target + i, Unsafe.ReadUnaligned<int>(source + i));
        for (; i < bytes; i++)
            target[i] = source[i];
    }

    /// <summary>Copies elements with steps in bytes on both sides.</summary>
    public static void Copy(byte* source, long sourceStep, byte* target, long targetStep, nint count, int size)
    {
        if (sourceStep == size && targetStep == size)
        {
            var bytes = count * size;
            if (bytes <= 64)
                CopyFew(source, target, bytes);
            else
                Buffer.MemoryCopy(source, target, bytes, bytes);
            return;
        }

        switch (size)
        {
            case 4:
                Copy<int>(source, (nint)sourceStep, target, (nint)targetStep, count);
                break;
            case 8:
                Copy<long>(source, (nint)sourceStep, target, (nint)targetStep, count);
                break;
            case 2:
                Copy<short>(source, (nint)sourceStep, target, (nint)targetStep, count);
                break;
            default:
                Copy<byte>(source, (nint)sourceStep, target, (nint)targetStep, count);
                break;
        }
    }

    /// <summary>Copies a block of rows × columns with steps in bytes; where one side runs along rows and the other along columns it transposes.</summary>
    public static void CopyBlock(
        byte* source, long sourceRow, long sourceColumn, byte* target, long targetRow, long targetColumn, int rows, int columns, int size)
    {
        if (rows > 1 && columns > 1 && sourceRow == size && targetColumn == size && size >= 4)
        {
            if (size == 4)
                Transposition<float>.Copy((float*)source, (nint)sourceColumn, (float*)target, (nint)targetRow, rows, columns);
            else
                Transposition<double>.Copy((double*)source, (nint)sourceColumn, (double*)target, (nint)targetRow, rows, columns);
        }
        else if (rows > 1 && columns > 1 && targetRow == size && sourceColumn == size && size >= 4)
        {
            CopyBlock(source, sourceColumn, sourceRow, target, targetColumn, targetRow, columns, rows, size);
        }
        else
        {
            for (var row = 0; row < rows; row++)
                Copy(source + (row * sourceRow), sourceColumn, target + (row * targetRow), targetColumn, columns, size);
        }
    }

    [MethodImpl(Hot.Loop)]
    private static void Copy<T>(byte* source, nint sourceStep, byte* target, nint targetStep, nint count)
        where T : unmanaged
    {
        if (sourceStep == 0 && targetStep == sizeof(T) && count <= int.MaxValue)
        {
            new Span<T>(target, (int)count).Fill(*(T*)source);
            return;
        }

        for (; count >= 4; count -= 4)
        {
            var v0 = *(T*)source;
            var v1 = *(T*)(source + sourceStep);
            var v2 = *(T*)(source + (2 * sourceStep));
            var v3 = *(T*)(source + (3 * sourceStep));
            *(T*)target = v0;
            *(T*)(target + targetStep) = v1;
            *(T*)(target + (2 * targetStep)) = v2;
            *(T*)(target + (3 * targetStep)) = v3;
            source += 4 * sourceStep;
            target += 4 * targetStep;
        }

        for (; count > 0; count--)
        {
            *(T*)target = *(T*)source;
            source += sourceStep;
            target += targetStep;
        }
    }
}
