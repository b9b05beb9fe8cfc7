using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>
/// The short way to a kernel: operands of one chunk that begin where their storages do and lie there as the result does. The kernel runs over
/// whole vectors, past the last element to the end of its cache line, which every storage has, so nothing is planned and no rest is copied. Elements
/// do not depend on their neighbours, and what is computed beyond the last is nobody's.
/// </summary>
/// <remarks>Floats only: their arithmetic cannot fail, whatever was left in the memory.</remarks>
internal readonly unsafe struct DirectCall
{
    private readonly Strides? _rowMajor;

    /// <summary>A call that writes a result, whose storage must hold nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DirectCall(in TensorView result)
    {
        var storage = result.Storage;
        var shape = result.Shape;
        var count = shape.Count;
        var lanes = storage.DType == DType.Float64 ? CacheLine.Size / sizeof(double) : CacheLine.Size / sizeof(float);
        Count = (nint)((count + (lanes - 1)) & ~(long)(lanes - 1));
        if (count <= ElementwiseLoop.Alone && storage.Count == count && storage.DType.IsFloat() && ReferenceEquals(result.Strides, shape.RowMajor))
            _rowMajor = shape.RowMajor;
    }

    /// <summary>How many elements the kernel runs over.</summary>
    public nint Count { get; }

    /// <summary>Whether the result can be taken as it lies.</summary>
    public bool IsPossible => _rowMajor is not null;

    /// <summary>Whether an operand of the result's shape and type that is read can be taken as it lies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Takes(in TensorView view) => ReferenceEquals(view.Strides, _rowMajor) && view.Offset == 0;

    /// <summary>Whether another result can be taken: its storage, too, must hold nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TakesWhole(in TensorView view) => Takes(in view) && view.Storage.Count == view.Shape.Count;

    /// <summary>Where an operand that is taken begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Start(in TensorView view) => ((CpuStorage)view.Storage).Pointer<byte>();
}
