using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Loops;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Backends.Cpu.Recurrent;

/// <summary>
/// One step back of a recurrent layer for a block of units: what the step behind gives their state through the weights, and the
/// cell. As step −1, only the former.
/// </summary>
internal unsafe struct RecurrentVjpJob<T, TLanes, TCell> : IParallelBody
    where T : unmanaged, INumber<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
    where TCell : struct, IRecurrentCell
{
    /// <summary>The widest register's lanes.</summary>
    private const int MostLanes = 16;

    public RecurrentArguments<T> Arguments;
    public RecurrentGradients<T> Gradients;
    public UnitBlocks Blocks;
    public int Order;

    /// <summary>W' in panels.</summary>
    public T* Weight;

    /// <summary>[batch, units]: the cotangent of the state behind this step.</summary>
    public T* DState;

    /// <summary>[batch, units]: of the cell behind this step, or of the state carried.</summary>
    public T* Carry;

    /// <summary>
    /// [2, batch, <see cref="RowLength"/>]: the gates' cotangents of this step and of the one behind it once more, which the product reads
    /// row beside row: in rows a power of two apart they would push each other out of the first cache.
    /// </summary>
    public T* Rows;

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        var (row, rows, unit, units) = Blocks.Of(chunk);
        if (Order < Arguments.Steps - 1)
        {
            var joined = TCell.Slots > TCell.Gates ? TCell.Gates - 1 : TCell.Gates;
            T* gates = RowsOf(in Arguments, Rows, Order + 1) + (row * RowLength(in Arguments));
            Multiply(gates, 0, joined, row, rows, unit, units, accumulate: false);
            if (TCell.Slots > TCell.Gates)
                Multiply(gates + ((nint)TCell.Gates * Arguments.Units), joined, 1, row, rows, unit, units, accumulate: joined > 0);
        }

        if (Order >= 0)
            Run(row, rows, unit, units);
        else if (TCell.CarriesState)
            AddCarry(row, rows, unit, units);
    }

    /// <summary>The elements of <see cref="Rows"/>.</summary>
    public static nint RowsSize(in RecurrentArguments<T> arguments) => 2 * arguments.Batch * RowLength(in arguments);

    /// <summary>A row of gates and a cache line.</summary>
    private static nint RowLength(in RecurrentArguments<T> arguments) => arguments.GateRow + (CacheLine.Size / sizeof(T));

    private static T* RowsOf(in RecurrentArguments<T> arguments, T* rows, int order) => rows + ((order & 1) * arguments.Batch * RowLength(in arguments));

    /// <summary>The state's cotangent from some gates of the step behind.</summary>
    private readonly void Multiply(T* gates, int gate, int count, int row, int rows, int unit, int units, bool accumulate) =>
        PanelProduct<T>.Multiply(
            rows,
            units,
            count * Arguments.Units,
            gates,
            RowLength(in Arguments),
            WeightPanelsJob<T>.Panel(Weight, unit, gate, Arguments.Units, TCell.Gates),
            WeightPanelsJob<T>.Step(Arguments.Units, TCell.Gates),
            DState + ((nint)row * Arguments.Units) + unit,
            Arguments.Units,
            accumulate,
            null);

    private readonly void AddCarry(int row, int rows, int unit, int units)
    {
        for (var i = 0; i < rows; i++)
        {
            nint first = ((nint)(row + i) * Arguments.Units) + unit;
            for (var j = 0; j < units; j++)
                DState[first + j] += Carry[first + j];
        }
    }

    [MethodImpl(Hot.Loop)]
    private readonly void Run(int row, int rows, int unit, int units)
    {
        nint step = Arguments.Units;
        nint first = ((nint)row * step) + unit;
        Place place;
        place.Gates = Arguments.GatesOf(Arguments.Gates, Order) + (row * Arguments.GateRow) + unit;
        place.DGates = Arguments.GatesOf(Gradients.Gates, Order) + (row * Arguments.GateRow) + unit;
        place.DRow = RowsOf(in Arguments, Rows, Order) + (row * RowLength(in Arguments)) + unit;
        place.Before = Arguments.StateBefore(Order) + first;
        place.CellBefore = TCell.HasCell ? Arguments.CellBefore(Order) + first : place.Before;
        place.Cell = TCell.HasCell ? Arguments.PartOf(Arguments.Cells, Order) + first : place.Before;
        place.DState = DState + first;
        place.DOutput = Gradients.Output == null ? null : Arguments.PartOf(Gradients.Output, Order) + first;
        place.Carry = Carry + first;
        for (var i = 0; i < rows; i++)
        {
            Fetch(in place, step);
            var j = 0;
            for (; j <= units - TLanes.Count; j += TLanes.Count)
                Compute(place.At(j), step);
            if (j < units)
                Tail(place.At(j), step, units - j);
            place = place.At(step);
            place.Gates += Arguments.GateRow - step;
            place.DGates += Arguments.GateRow - step;
            place.DRow += RowLength(in Arguments) - step;
        }
    }

    /// <summary>Fetches a row to come: rows are further apart than the processor's own prefetching sees.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Fetch(in Place place, nint step)
    {
        const int RowsAhead = 4;
        nint row = RowsAhead * Arguments.GateRow;
        for (var slot = 0; slot < TCell.Slots; slot++)
        {
            UnitBlocks.Fetch(place.Gates + row + (slot * step));
            UnitBlocks.Fetch(place.DGates + row + (slot * step));
        }

        UnitBlocks.Fetch(place.CellBefore + (RowsAhead * step));
        if (TCell.HasCell)
            UnitBlocks.Fetch(place.Cell + (RowsAhead * step));
        if (place.DOutput != null)
            UnitBlocks.Fetch(place.DOutput + (RowsAhead * step));
    }

    /// <summary>
    /// The last units, fewer than a register's lanes, by way of whole registers. A method of its own: the functions written out twice in
    /// one would be more than the JIT inlines.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(Hot.Loop)]
    private static void Tail(Place place, nint step, int count)
    {
        T* room = stackalloc T[18 * MostLanes];
        Place whole;
        whole.Gates = room;
        whole.DGates = room + (4 * MostLanes);
        whole.Before = room + (8 * MostLanes);
        whole.CellBefore = room + (9 * MostLanes);
        whole.Cell = room + (10 * MostLanes);
        whole.DState = room + (11 * MostLanes);
        whole.Carry = room + (12 * MostLanes);
        whole.DOutput = place.DOutput == null ? null : room + (13 * MostLanes);
        whole.DRow = room + (14 * MostLanes);
        for (var slot = 0; slot < TCell.Slots; slot++)
            Copy(place.Gates + (slot * step), whole.Gates + (slot * MostLanes), count);
        Copy(place.Before, whole.Before, count);
        Copy(place.CellBefore, whole.CellBefore, count);
        Copy(place.Cell, whole.Cell, count);
        Copy(place.DState, whole.DState, count);
        Copy(place.Carry, whole.Carry, count);
        if (place.DOutput != null)
            Copy(place.DOutput, whole.DOutput, count);
        Compute(whole, MostLanes);
        for (var slot = 0; slot < TCell.Slots; slot++)
        {
            Copy(whole.DGates + (slot * MostLanes), place.DGates + (slot * step), count);
            Copy(whole.DGates + (slot * MostLanes), place.DRow + (slot * step), count);
        }

        Copy(whole.Carry, place.Carry, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Compute(Place place, nint step)
    {
        RecurrentGates<TLanes> unit = default;
        unit.First = TLanes.Load(place.Gates);
        if (TCell.Slots > 1)
            unit.Second = TLanes.Load(place.Gates + step);
        if (TCell.Slots > 2)
            unit.Third = TLanes.Load(place.Gates + (2 * step));
        if (TCell.Slots > 3)
            unit.Fourth = TLanes.Load(place.Gates + (3 * step));
        TLanes state = TCell.CarriesState ? TLanes.Load(place.Before) : default;
        TLanes cellBefore = TCell.HasCell ? TLanes.Load(place.CellBefore) : default;
        TLanes cell = TCell.HasCell ? TLanes.Load(place.Cell) : default;
        TLanes dState = TLanes.Load(place.DState);
        TLanes carry = TLanes.Load(place.Carry);
        if (place.DOutput != null)
            dState += TLanes.Load(place.DOutput);
        if (TCell.CarriesState)
            dState += carry;
        TCell.Vjp(ref unit, state, cellBefore, cell, dState, ref carry);
        carry.Store(place.Carry);
        Store(in unit, place.DGates, step);
        Store(in unit, place.DRow, step);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(in RecurrentGates<TLanes> unit, T* target, nint step)
    {
        unit.First.Store(target);
        if (TCell.Slots > 1)
            unit.Second.Store(target + step);
        if (TCell.Slots > 2)
            unit.Third.Store(target + (2 * step));
        if (TCell.Slots > 3)
            unit.Fourth.Store(target + (3 * step));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(T* source, T* target, int count)
    {
        for (var i = 0; i < count; i++)
            target[i] = source[i];
    }

    /// <summary>Where the numbers of a unit are.</summary>
    private struct Place
    {
        public T* Gates;
        public T* DGates;
        public T* DRow;
        public T* Before;
        public T* CellBefore;
        public T* Cell;
        public T* DState;
        public T* DOutput;
        public T* Carry;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly Place At(nint units)
        {
            var place = this;
            place.Gates += units;
            place.DGates += units;
            place.DRow += units;
            place.Before += units;
            place.CellBefore += units;
            place.Cell += units;
            place.DState += units;
            place.DOutput += place.DOutput == null ? 0 : units;
            place.Carry += units;
            return place;
        }
    }
}
