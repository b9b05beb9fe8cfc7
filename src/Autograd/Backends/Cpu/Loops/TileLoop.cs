using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>Gathers many short rows into a tile at a time; operands dense in the loop's order are used as they lie.</summary>
internal static unsafe class TileLoop
{
    /// <summary>Runs the elements from <paramref name="first"/> to <paramref name="end"/> in the loop's order.</summary>
    [SkipLocalsInit]
    public static void Run(ref StridedBody body, long first, long end)
    {
        ref var plan = ref body.Plan;
        ref var call = ref body.Call;
        var start = stackalloc long[Shape.MaxRank];
        var index = stackalloc long[Shape.MaxRank];
        var operands = stackalloc byte*[KernelCall.Slots];
        var tileBytes = Tile.Bytes(end - first);
        var scratch = stackalloc byte[(KernelCall.Slots * tileBytes) + CacheLine.Size];
        scratch = Tile.Align(scratch);
        for (var slot = 0; slot < KernelCall.Slots; slot++)
        {
            operands[slot] = call.Has(slot) ? scratch + (slot * tileBytes) : null;
            if ((body.Constant >> slot & 1) != 0)
                Tile.Copy(plan.Base(slot), 0, operands[slot], call.Sizes[slot], (nint)Math.Min(Tile.Elements, end - first), call.Sizes[slot]);
        }

        for (; first < end; first += Tile.Elements)
        {
            var count = Math.Min(Tile.Elements, end - first);
            plan.Decompose(first, start, 0);
            for (var slot = 0; slot < KernelCall.Slots; slot++)
            {
                if ((body.Dense >> slot & 1) != 0)
                    operands[slot] = plan.Base(slot) + (first * call.Sizes[slot]);
                else if (call.Reads(slot) && (body.Constant >> slot & 1) == 0)
                    Move(in plan, slot, call.Sizes[slot], start, index, operands[slot], count, gather: true);
            }

            call.Run(operands, (nint)count);
            for (var slot = 0; slot < KernelCall.Slots; slot++)
            {
                if (call.Writes(slot) && (body.Dense >> slot & 1) == 0)
                    Move(in plan, slot, call.Sizes[slot], start, index, operands[slot], count, gather: false);
            }
        }
    }

    /// <summary>Moves a flat range of an operand to its tile or back, a run of the innermost axis at a time.</summary>
    private static void Move(in LoopPlan plan, int slot, int size, long* start, long* index, byte* tile, long count, bool gather)
    {
        for (var axis = 0; axis < plan.Axes; axis++)
            index[axis] = start[axis];
        var place = plan.Base(slot) + plan.Distance(slot, index, 0);
        var length = plan.Length(0);
        var step = plan.Step(slot, 0);
        while (true)
        {
            var run = Math.Min(length - index[0], count);
            if (gather)
                Tile.Copy(place, step, tile, size, (nint)run, size);
            else
                Tile.Copy(tile, size, place, step, (nint)run, size);
            count -= run;
            if (count == 0)
                return;
            tile += run * size;
            place -= index[0] * step;
            index[0] = 0;
            for (var axis = 1; axis < plan.Axes; axis++)
            {
                place += plan.Step(slot, axis);
                if (++index[axis] < plan.Length(axis))
                    break;
                place -= plan.Length(axis) * plan.Step(slot, axis);
                index[axis] = 0;
            }
        }
    }
}
