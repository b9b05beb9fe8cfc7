namespace Autograd.Backends.Cpu.Recurrent;

/// <summary>The arrays of a recurrent layer's backward pass. Cotangents that are absent, and gradients that nobody asks for, are null.</summary>
internal unsafe struct RecurrentGradients<T>
    where T : unmanaged
{
    /// <summary>[steps, batch, units]: comes in.</summary>
    public T* Output;

    /// <summary>[batch, units]: comes in.</summary>
    public T* FinalState;

    /// <summary>[batch, units]: comes in.</summary>
    public T* FinalCell;

    /// <summary>[steps, batch, slots, units]: of the gates' sums.</summary>
    public T* Gates;

    public T* X;
    public T* State;
    public T* Cell;
    public T* InputWeight;
    public T* StateWeight;
    public T* InputBias;
    public T* StateBias;
}
