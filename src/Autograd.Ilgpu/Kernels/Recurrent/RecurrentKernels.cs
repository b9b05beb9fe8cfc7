using Autograd.Ops;
using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>What a recurrent cell does in a step, an item a unit of a sequence. The products with the weights are done before.</summary>
internal static class RecurrentKernels
{
    /// <summary>The gates' sums become what the way back needs of them, and the state after the step.</summary>
    public static void Step<TCell, T>(
        Index1D at, Work work, ArrayView<T> gates, ArrayView<T> stateBefore, ArrayView<T> cellBefore, ArrayView<T> output, ArrayView<T> cells, int units)
        where TCell : struct, IRecurrentCell
        where T : unmanaged, IKernelNumber<T>
    {
        int item = at;
        do
        {
            var row = item / units;
            var place = (row * units * TCell.Slots) + (item - (row * units));
            var unit = Load<TCell, T>(gates, place, units);
            var state = TCell.CarriesState ? stateBefore[item] : T.Zero;
            var cell = TCell.HasCell ? cellBefore[item] : T.Zero;
            output[item] = TCell.Value(ref unit, state, ref cell);
            if (TCell.HasCell)
                cells[item] = cell;
            Store<TCell, T>(gates, place, units, unit);
        }
        while (work.Next(ref item));
    }

    /// <summary>A step back: the cotangents of the gates' sums, and what is carried on.</summary>
    public static void StepVjp<TCell, T>(
        Index1D at,
        Work work,
        ArrayView<T> gates,
        ArrayView<T> dGates,
        ArrayView<T> stateBefore,
        ArrayView<T> cellBefore,
        ArrayView<T> cells,
        ArrayView<T> dState,
        ArrayView<T> dOutput,
        ArrayView<T> carries,
        int units,
        int hasOutput)
        where TCell : struct, IRecurrentCell
        where T : unmanaged, IKernelNumber<T>
    {
        int item = at;
        do
        {
            var row = item / units;
            var place = (row * units * TCell.Slots) + (item - (row * units));
            var unit = Load<TCell, T>(gates, place, units);
            var state = TCell.CarriesState ? stateBefore[item] : T.Zero;
            var previous = TCell.HasCell ? cellBefore[item] : T.Zero;
            var cell = TCell.HasCell ? cells[item] : T.Zero;
            var carry = carries[item];
            var cotangent = dState[item];
            if (hasOutput != 0)
                cotangent += dOutput[item];
            if (TCell.CarriesState)
                cotangent += carry;
            TCell.Vjp(ref unit, state, previous, cell, cotangent, ref carry);
            carries[item] = carry;
            Store<TCell, T>(dGates, place, units, unit);
        }
        while (work.Next(ref item));
    }

    /// <summary>y ← y + x, contiguous.</summary>
    public static void Add<T>(Index1D at, Work work, ArrayView<T> x, ArrayView<T> y)
        where T : unmanaged, IKernelNumber<T>
    {
        int item = at;
        do
        {
            y[item] = y[item] + x[item];
        }
        while (work.Next(ref item));
    }

    private static RecurrentGates<T> Load<TCell, T>(ArrayView<T> gates, int place, int units)
        where TCell : struct, IRecurrentCell
        where T : unmanaged, IKernelNumber<T> => new(
            gates[place],
            TCell.Slots > 1 ? gates[place + units] : T.Zero,
            TCell.Slots > 2 ? gates[place + (2 * units)] : T.Zero,
            TCell.Slots > 3 ? gates[place + (3 * units)] : T.Zero);

    private static void Store<TCell, T>(ArrayView<T> gates, int place, int units, RecurrentGates<T> unit)
        where TCell : struct, IRecurrentCell
        where T : unmanaged, IKernelNumber<T>
    {
        gates[place] = unit.First;
        if (TCell.Slots > 1)
            gates[place + units] = unit.Second;
        if (TCell.Slots > 2)
            gates[place + (2 * units)] = unit.Third;
        if (TCell.Slots > 3)
            gates[place + (3 * units)] = unit.Fourth;
    }
}
