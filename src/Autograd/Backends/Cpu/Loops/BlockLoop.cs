using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>
/// Goes through blocks of the two innermost axes, so that an operand that runs across them is read by whole cache lines.
/// Every operand comes through its tile.
/// </summary>
internal static unsafe class BlockLoop
{
    private const int BlocksInChunk = ElementwiseLoop.Chunk / Tile.Elements;

    /// <summary>How many chunks there are.</summary>
    public static int Chunks(in StridedBody body) => (int)((Blocks(in body) + BlocksInChunk - 1) / BlocksInChunk);

    /// <summary>Runs one chunk.</summary>
    [SkipLocalsInit]
    public static void Run(ref StridedBody body, int chunk)
    {
        ref var plan = ref body.Plan;
        ref var call = ref body.Call;
        var index = stackalloc long[Shape.MaxRank];
        var operands = stackalloc byte*[KernelCall.Slots];
        var tileBytes = Tile.Bytes(body.BlockRows * body.BlockColumns);
        var scratch = stackalloc byte[(KernelCall.Slots * tileBytes) + CacheLine.Size];
        scratch = Tile.Align(scratch);
        for (var slot = 0; slot < KernelCall.Slots; slot++)
        {
            operands[slot] = call.Has(slot) ? scratch + (slot * tileBytes) : null;
            if ((body.Constant >> slot & 1) != 0)
                Tile.Copy(plan.Base(slot), 0, operands[slot], call.Sizes[slot], body.BlockRows * body.BlockColumns, call.Sizes[slot]);
        }

        var first = (long)chunk * BlocksInChunk;
        var end = Math.Min(Blocks(in body), first + BlocksInChunk);
        var across = Across(in body);
        var down = Down(in body);
        for (; first < end; first++)
        {
            var (line, column) = Math.DivRem(first, across);
            var (outer, row) = Math.DivRem(line, down);
            index[0] = column * body.BlockColumns;
            index[1] = row * body.BlockRows;
            plan.Decompose(outer, index, 2);
            RunBlock(ref body, operands, index);
        }
    }

    private static void RunBlock(ref StridedBody body, byte** operands, long* index)
    {
        ref var plan = ref body.Plan;
        ref var call = ref body.Call;
        var columns = (int)Math.Min(body.BlockColumns, plan.Length(0) - index[0]);
        var rows = (int)Math.Min(body.BlockRows, plan.Length(1) - index[1]);
        for (var slot = 0; slot < KernelCall.Slots; slot++)
        {
            if (!call.Reads(slot) || (body.Constant >> slot & 1) != 0)
                continue;
            var size = call.Sizes[slot];
            Tile.CopyBlock(
                plan.Base(slot) + plan.Distance(slot, index, 0), plan.Step(slot, 1), plan.Step(slot, 0), operands[slot], columns * size, size, rows, columns, size);
        }

        // All operands are tiles, whose ends may be computed along.
        call.Kernel(operands, ((rows * columns) + (KernelCall.Step - 1)) & ~(nint)(KernelCall.Step - 1));
        for (var slot = 0; slot < KernelCall.Slots; slot++)
        {
            if (!call.Writes(slot))
                continue;
            var size = call.Sizes[slot];
            Tile.CopyBlock(
                operands[slot], columns * size, size, plan.Base(slot) + plan.Distance(slot, index, 0), plan.Step(slot, 1), plan.Step(slot, 0), rows, columns, size);
        }
    }

    private static long Blocks(in StridedBody body) =>
        Across(in body) * Down(in body) * (body.Plan.Count / (body.Plan.Length(0) * body.Plan.Length(1)));

    private static long Across(in StridedBody body) => (body.Plan.Length(0) + body.BlockColumns - 1) / body.BlockColumns;

    private static long Down(in StridedBody body) => (body.Plan.Length(1) + body.BlockRows - 1) / body.BlockRows;
}
