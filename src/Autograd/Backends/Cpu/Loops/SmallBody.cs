using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>
/// Operands of a tile's elements at most, of which some are strided: those are gathered into scratch and the kernel runs once. For so few elements it
/// costs less than a plan.
/// </summary>
internal static unsafe class SmallBody
{
    /// <summary>Runs a kernel over a shape of at most <see cref="Tile.Elements"/> elements; false where an operand that is written is strided.</summary>
    [SkipLocalsInit]
    public static bool TryRun(Shape shape, ReadOnlySpan<Strides?> strides, in Operands bases, in KernelCall call)
    {
        var strided = 0;
        for (var present = call.Inputs | call.Outputs; present != 0; present &= present - 1)
        {
            var slot = BitOperations.TrailingZeroCount(present);
            if (!Layouts.IsContiguous(shape, strides[slot]!))
                strided |= 1 << slot;
        }

        if ((strided & call.Outputs) != 0)
            return false;
        var operands = bases;
        var count = shape.Count;
        var tileBytes = Tile.Bytes(count);
        var scratch = stackalloc byte[(BitOperations.PopCount((uint)strided) * tileBytes) + CacheLine.Size];
        scratch = Tile.Align(scratch);
        for (; strided != 0; strided &= strided - 1)
        {
            var slot = BitOperations.TrailingZeroCount(strided);
            Gather(shape, strides[slot]!.Steps, (byte*)bases[slot], scratch, call.Sizes[slot]);
            operands[slot] = (nint)scratch;
            scratch += tileBytes;
        }

        call.Run((byte**)&operands, (nint)count);
        return true;
    }

    /// <summary>
    /// Copies a strided operand into a tile in row-major order, from the innermost axis outwards: an axis of stride 0 repeats what is there already.
    /// </summary>
    private static void Gather(Shape shape, ReadOnlySpan<long> steps, byte* source, byte* tile, int size)
    {
        var lengths = shape.Lengths;
        long run = 1;
        var axis = lengths.Length - 1;
        for (; axis >= 0 && (lengths[axis] == 1 || steps[axis] == run); axis--)
            run *= lengths[axis];

        // What lies behind is contiguous. Where all before repeats it, as a bias or a number does, it is copied as often.
        var whole = shape.Count * size;
        var repeats = true;
        for (var before = axis; before >= 0; before--)
            repeats &= lengths[before] == 1 || steps[before] == 0;
        if (repeats)
        {
            Repeat(source, tile, run * size, whole, size);
            return;
        }

        // One more axis, whatever its step, is a strided copy.
        var inner = run == 1 ? lengths[axis] : (int)run;
        var step = run == 1 ? steps[axis--] : 1;
        var index = stackalloc int[Shape.MaxRank];
        for (var outer = 0; outer <= axis; outer++)
            index[outer] = 0;
        var end = tile + whole;
        while (true)
        {
            Tile.Copy(source, step * size, tile, size, inner, size);
            tile += inner * size;
            if (tile == end)
                return;
            for (var outer = axis; ; outer--)
            {
                source += steps[outer] * size;
                if (++index[outer] < lengths[outer])
                    break;
                source -= lengths[outer] * steps[outer] * size;
                index[outer] = 0;
            }
        }
    }

    private static void Repeat(byte* source, byte* tile, long period, long whole, int size)
    {
        if (period == size)
        {
            Tile.Copy(source, 0, tile, size, (nint)(whole / size), size);
            return;
        }

        for (long done = 0; done < whole; done += period)
            Tile.Copy(source, size, tile + done, size, (nint)(period / size), size);
    }
}
