namespace Autograd.Backends.Cpu.Recurrent;

/// <summary>The arrays of a recurrent layer's forward pass. Absent ones are null.</summary>
internal unsafe struct RecurrentArguments<T>
    where T : unmanaged
{
    public int Steps;
    public int Batch;
    public int Inputs;
    public int Units;

    /// <summary>Numbers that a unit keeps of a step.</summary>
    public int Slots;

    public bool IsReversed;

    /// <summary>[steps, batch, inputs].</summary>
    public T* X;

    /// <summary>[batch, units]: before the first step.</summary>
    public T* State;

    /// <summary>[batch, units]: before the first step.</summary>
    public T* Cell;

    /// <summary>[gates · units, inputs].</summary>
    public T* InputWeight;

    /// <summary>[gates · units, units].</summary>
    public T* StateWeight;

    /// <summary>[gates · units].</summary>
    public T* InputBias;

    /// <summary>[gates · units].</summary>
    public T* StateBias;

    /// <summary>[steps, batch, slots, units].</summary>
    public T* Gates;

    /// <summary>[steps, batch, units].</summary>
    public T* Cells;

    /// <summary>[steps, batch, units].</summary>
    public T* Output;

    /// <summary>The elements of a row of gates.</summary>
    public readonly nint GateRow => (nint)Slots * Units;

    /// <summary>The elements of a step's state.</summary>
    public readonly nint StateSize => (nint)Batch * Units;

    /// <summary>The gates of the step that is run as the so-many-th.</summary>
    public readonly T* GatesOf(T* gates, int order) => gates + (Time(order) * Batch * GateRow);

    /// <summary>The part of a sequence [steps, batch, units] that belongs to the step that is run as the so-many-th.</summary>
    public readonly T* PartOf(T* sequence, int order) => sequence + (Time(order) * StateSize);

    /// <summary>The state before the step that is run as the so-many-th.</summary>
    public readonly T* StateBefore(int order) => order == 0 ? State : PartOf(Output, order - 1);

    /// <summary>The cell before the step that is run as the so-many-th.</summary>
    public readonly T* CellBefore(int order) => order == 0 ? Cell : PartOf(Cells, order - 1);

    private readonly nint Time(int order) => IsReversed ? Steps - 1 - order : order;
}
