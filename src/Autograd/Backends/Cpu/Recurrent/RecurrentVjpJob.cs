using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Gemm;
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

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        var (row, rows, unit, units) = Blocks.Of(chunk);
        if (Order < Arguments.Steps - 1)
        {
            var joined = TCell.Slots > TCell.Gates ? TCell.Gates - 1 : TCell.Gates;
            T* gates = Arguments.GatesOf(Gradients.Gates, Order + 1) + (row * Arguments.GateRow);
            Multiply(gates, 0, joined, row, rows, unit, units, accumulate: false);
            if (TCell.Slots > TCell.Gates)
                Multiply(gates + ((nint)TCell.Gates * Arguments.Units), joined, 1, row, rows, unit, units, accumulate: joined > 0);
        }

        if (Order >= 0)
            Run(row, rows, unit, units);
        else if (TCell.CarriesState)
            AddCarry(row, rows, unit, units);
    }

    /// <summary>The state's cotangent from some gates of the step behind.</summary>
    private readonly void Multiply(T* gates, int gate, int count, int row, int rows, int unit, int units, bool accumulate) =>
        MatrixProduct.MultiplyWidest(new GemmArguments<T>
        {
            M = rows,
            N = units,
            K = count * Arguments.Units,
            A = gates,
            ARow = Arguments.GateRow,
            AColumn = 1,
            B = WeightPanelsJob<T>.Panel(Weight, unit, gate, Arguments.Units, TCell.Gates),
            BRow = UnitBlocks.Width,
            BColumn = 1,
            C = DState + ((nint)row * Arguments.Units) + unit,
            CRow = Arguments.Units,
            Accumulate = accumulate,
        });

    private readonly void AddCarry(int row, int rows, int unit, int units)
    {
        for (var i = 0; i < rows; i++)
        {
            nint first = ((nint)(row + i) * Arguments.Units) + unit;
            for (var j = 0; j < units; j++)
                DState[first + j] += Carry[first + j];
        }
    }

    [SkipLocalsInit]
    [MethodImpl(Hot.Loop)]
    private readonly void Run(int row, int rows, int unit, int units)
    {
        T* room = stackalloc T[14 * MostLanes];
        nint step = Arguments.Units;
        nint first = ((nint)row * step) + unit;
        Place place;
        place.Gates = Arguments.GatesOf(Arguments.Gates, Order) + (row * Arguments.GateRow) + unit;
        place.DGates = Arguments.GatesOf(Gradients.Gates, Order) + (row * Arguments.GateRow) + unit;
        place.Before = Arguments.StateBefore(Order) + first;
        place.CellBefore = TCell.HasCell ? Arguments.CellBefore(Order) + first : place.Before;
        place.Cell = TCell.HasCell ? Arguments.PartOf(Arguments.Cells, Order) + first : place.Before;
        place.DState = DState + first;
        place.DOutput = Gradients.Output == null ? null : Arguments.PartOf(Gradients.Output, Order) + first;
        place.Carry = Carry + first;
        for (var i = 0; i < rows; i++)
        {
            var j = 0;
            for (; j <= units - TLanes.Count; j += TLanes.Count)
                Compute(place.At(j), step);
            if (j < units)
                Tail(place.At(j), step, units - j, room);
            place = place.At(step);
            place.Gates += Arguments.GateRow - step;
            place.DGates += Arguments.GateRow - step;
        }
    }

    /// <summary>The last units, fewer than a register's lanes, by way of whole registers.</summary>
    private static void Tail(Place place, nint step, int count, T* room)
    {
        Place whole;
        whole.Gates = room;
        whole.DGates = room + (4 * MostLanes);
        whole.Before = room + (8 * MostLanes);
        whole.CellBefore = room + (9 * MostLanes);
        whole.Cell = room + (10 * MostLanes);
        whole.DState = room + (11 * MostLanes);
        whole.Carry = room + (12 * MostLanes);
        whole.DOutput = place.DOutput == null ? null : room + (13 * MostLanes);
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
            Copy(whole.DGates + (slot * MostLanes), place.DGates + (slot * step), count);
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
        unit.First.Store(place.DGates);
        if (TCell.Slots > 1)
            unit.Second.Store(place.DGates + step);
        if (TCell.Slots > 2)
            unit.Third.Store(place.DGates + (2 * step));
        if (TCell.Slots > 3)
            unit.Fourth.Store(place.DGates + (3 * step));
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
