using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>Goes along the innermost axis: operands contiguous there are used as they lie, the others come through tiles.</summary>
internal static unsafe class RowLoop
{
    /// <summary>Runs the elements from <paramref name="first"/> to <paramref name="end"/> in the loop's order.</summary>
    [SkipLocalsInit]
    public static void Run(ref StridedBody body, long first, long end)
    {
        ref var plan = ref body.Plan;
        ref var call = ref body.Call;
        var index = stackalloc long[Shape.MaxRank];
        var tiles = stackalloc byte*[KernelCall.Slots];
        var filled = stackalloc byte*[KernelCall.Slots];
        var rows = stackalloc byte*[KernelCall.Slots];
        var tileBytes = Tile.Bytes(end - first);
        var scratch = stackalloc byte[(KernelCall.Slots * tileBytes) + CacheLine.Size];
        scratch = Tile.Align(scratch);
        var tiled = false;
        for (var slot = 0; slot < KernelCall.Slots; slot++)
        {
            rows[slot] = filled[slot] = tiles[slot] = null;
            if (call.Has(slot) && plan.Step(slot, 0) != call.Sizes[slot])
            {
                tiles[slot] = scratch + (slot * tileBytes);
                tiled = true;
            }
        }

        plan.Decompose(first, index, 0);
        while (first < end)
        {
            var column = index[0];
            var count = Math.Min(plan.Length(0) - column, end - first);
            for (var slot = 0; slot < KernelCall.Slots; slot++)
            {
                if (call.Has(slot))
                    rows[slot] = plan.Base(slot) + plan.Distance(slot, index, 0);
            }

            if (tiled)
                RunTiled(ref body, rows, tiles, filled, count);
            else
                call.Run(rows, (nint)count);
            first += count;
            index[0] = 0;
            for (var axis = 1; axis < plan.Axes && ++index[axis] == plan.Length(axis); axis++)
                index[axis] = 0;
        }
    }

    private static void RunTiled(ref StridedBody body, byte** rows, byte** tiles, byte** filled, long count)
    {
        ref var plan = ref body.Plan;
        ref var call = ref body.Call;
        var operands = stackalloc byte*[KernelCall.Slots];
        for (long done = 0; done < count; done += Tile.Elements)
        {
            var part = (nint)Math.Min(Tile.Elements, count - done);
            for (var slot = 0; slot < KernelCall.Slots; slot++)
            {
                var step = plan.Step(slot, 0);
                var source = rows[slot] + (done * step);
                if (tiles[slot] is null)
                {
                    operands[slot] = source;
                    continue;
                }

                operands[slot] = tiles[slot];
                if (!call.Reads(slot) || filled[slot] == source)
                    continue;

                // A repeated element fills a tile once for as long as it stays the same.
                filled[slot] = step == 0 ? source : null;
                var length = step == 0 ? (nint)Math.Min(Tile.Elements, plan.Length(0)) : part;
                Tile.Copy(source, step, tiles[slot], call.Sizes[slot], length, call.Sizes[slot]);
            }

            call.Run(operands, part);
            for (var slot = 0; slot < KernelCall.Slots; slot++)
            {
                if (call.Writes(slot) && tiles[slot] is not null)
                    Tile.Copy(tiles[slot], call.Sizes[slot], rows[slot] + (done * plan.Step(slot, 0)), plan.Step(slot, 0), part, call.Sizes[slot]);
            }
        }
    }
}
