namespace Autograd.Backends.Cpu.Attention;

/// <summary>[batch, heads, rows, columns] with steps in elements.</summary>
internal unsafe struct HeadView<T>
    where T : unmanaged
{
    public T* Start;
    public nint Batch;
    public nint Head;
    public nint Row;
    public nint Column;

    public static HeadView<T> Of(in TensorView view, byte* address) => new()
    {
        Start = (T*)address,
        Batch = (nint)view.Strides[0],
        Head = (nint)view.Strides[1],
        Row = (nint)view.Strides[2],
        Column = (nint)view.Strides[3],
    };

    /// <summary>The first element of a row.</summary>
    public readonly T* At(int batch, int head, int row) => Start + (batch * Batch) + (head * Head) + (row * Row);
}
