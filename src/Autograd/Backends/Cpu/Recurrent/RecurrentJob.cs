using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Gemm;
using Autograd.Backends.Cpu.Loops;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Backends.Cpu.Recurrent;

/// <summary>One step of a recurrent layer for a block of units: the state's part of their gates, and the cell.</summary>
internal unsafe struct RecurrentJob<T, TLanes, TCell> : IParallelBody
    where T : unmanaged, INumber<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
    where TCell : struct, IRecurrentCell
{
    /// <summary>The widest register's lanes.</summary>
    private const int MostLanes = 16;

    /// <summary>Rows are further apart than the processor's own prefetching sees.</summary>
    private const int RowsAhead = 4;

    public RecurrentArguments<T> Arguments;
    public UnitBlocks Blocks;
    public int Order;

    /// <summary>W'ᵀ in panels.</summary>
    public T* Weight;

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        var (row, rows, unit, units) = Blocks.Of(chunk);
        T* gates = Arguments.GatesOf(Arguments.Gates, Order) + (row * Arguments.GateRow) + unit;
        for (var gate = 0; gate < TCell.Gates; gate++)
        {
            // The last gate's sums may stay apart: then the state's is written behind, with its own bias.
            var apart = TCell.Slots > TCell.Gates && gate == TCell.Gates - 1;
            nint place = (nint)gate * Arguments.Units;
            PanelProduct<T>.Multiply(
                rows,
                units,
                Arguments.Units,
                Arguments.StateBefore(Order) + ((nint)row * Arguments.Units),
                Arguments.Units,
                WeightPanelsJob<T>.Panel(Weight, unit, gate, Arguments.Units, TCell.Gates),
                WeightPanelsJob<T>.Step(Arguments.Units, TCell.Gates),
                gates + (apart ? place + Arguments.Units : place),
                Arguments.GateRow,
                accumulate: !apart,
                apart && Arguments.StateBias != null ? Arguments.StateBias + place + unit : null);
        }

        for (var slot = 0; slot < TCell.Gates; slot++)
        {
            if (((TCell.SigmoidGates >> slot) & 1) != 0)
                Activate<SigmoidOp.Rule>(gates + (slot * (nint)Arguments.Units), rows, units);
            if (((TCell.TanhGates >> slot) & 1) != 0)
                Activate<TanhOp.Rule>(gates + (slot * (nint)Arguments.Units), rows, units);
        }

        Run(row, rows, unit, units);
    }

    /// <summary>A gate from its sums, of a block of units.</summary>
    private readonly void Activate<TRule>(T* gate, int rows, int units)
        where TRule : struct, IUnaryRule
    {
        ActivationTarget<T> target;
        target.Y = gate;
        target.Row = Arguments.GateRow;
        ActivationTile<T, TLanes, TRule>.Apply(gate, Arguments.GateRow, rows, units, 0, 0, &target);
    }

    [MethodImpl(Hot.Loop)]
    private readonly void Run(int row, int rows, int unit, int units)
    {
        nint step = Arguments.Units;
        nint first = ((nint)row * step) + unit;
        T* gates = Arguments.GatesOf(Arguments.Gates, Order) + (row * Arguments.GateRow) + unit;
        T* before = Arguments.StateBefore(Order) + first;
        T* cellBefore = TCell.HasCell ? Arguments.CellBefore(Order) + first : before;
        T* output = Arguments.PartOf(Arguments.Output, Order) + first;
        T* cells = TCell.HasCell ? Arguments.PartOf(Arguments.Cells, Order) + first : output;
        for (var i = 0; i < rows; i++)
        {
            if (TCell.HasCell)
            {
                UnitBlocks.Fetch(cellBefore + (RowsAhead * step));
                UnitBlocks.Fetch(cells + (RowsAhead * step));
            }

            UnitBlocks.Fetch(output + (RowsAhead * step));
            var j = 0;
            for (; j <= units - TLanes.Count; j += TLanes.Count)
                Compute(gates + j, step, before + j, cellBefore + j, output + j, cells + j);
            if (j < units)
                Tail(gates + j, step, before + j, cellBefore + j, output + j, cells + j, units - j);
            gates += Arguments.GateRow;
            before += step;
            cellBefore += step;
            output += step;
            cells += step;
        }
    }

    /// <summary>
    /// The last units, fewer than a register's lanes, by way of whole registers. A method of its own: the functions written out twice in
    /// one would be more than the JIT inlines.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(Hot.Loop)]
    private static void Tail(T* gates, nint step, T* before, T* cellBefore, T* output, T* cells, int count)
    {
        T* room = stackalloc T[7 * MostLanes];
        for (var slot = 0; slot < TCell.Slots; slot++)
            Copy(gates + (slot * step), room + (slot * MostLanes), count);
        T* states = room + (4 * MostLanes);
        T* cellStates = states + MostLanes;
        T* results = cellStates + MostLanes;
        Copy(before, states, count);
        Copy(cellBefore, cellStates, count);
        Compute(room, MostLanes, states, cellStates, results, cellStates);
        for (var slot = 0; slot < TCell.Slots; slot++)
            Copy(room + (slot * MostLanes), gates + (slot * step), count);
        Copy(results, output, count);
        if (TCell.HasCell)
            Copy(cellStates, cells, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Compute(T* gates, nint step, T* before, T* cellBefore, T* output, T* cells)
    {
        RecurrentGates<TLanes> unit = default;
        unit.First = TLanes.Load(gates);
        if (TCell.Slots > 1)
            unit.Second = TLanes.Load(gates + step);
        if (TCell.Slots > 2)
            unit.Third = TLanes.Load(gates + (2 * step));
        if (TCell.Slots > 3)
            unit.Fourth = TLanes.Load(gates + (3 * step));
        TLanes state = TCell.CarriesState ? TLanes.Load(before) : default;
        TLanes cell = TCell.HasCell ? TLanes.Load(cellBefore) : default;
        TCell.Combine(ref unit, state, ref cell).Store(output);
        if (TCell.HasCell)
            cell.Store(cells);
        unit.First.Store(gates);
        if (TCell.Slots > 1)
            unit.Second.Store(gates + step);
        if (TCell.Slots > 2)
            unit.Third.Store(gates + (2 * step));
        if (TCell.Slots > 3)
            unit.Fourth.Store(gates + (3 * step));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(T* source, T* target, int count)
    {
        for (var i = 0; i < count; i++)
            target[i] = source[i];
    }
}
