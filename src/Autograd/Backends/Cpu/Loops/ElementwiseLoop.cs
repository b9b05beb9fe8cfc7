using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>
/// The one driver of every elementwise kernel: give it the operands, then <see cref="Run"/>. Contiguous operands go straight to
/// the kernel; others are planned first.
/// </summary>
internal unsafe ref struct ElementwiseLoop
{
    /// <summary>
    /// Elements of a chunk that one thread takes, a multiple of every vector: its borders depend on the shape only, and elements do
    /// not depend on them at all.
    /// </summary>
    public const int Chunk = 1 << 13;

    /// <summary>So many elements are not worth a second thread.</summary>
    public const int Alone = 1 << 14;

    private readonly Shape _shape;
    private KernelCall _call;
    private Operands _bases;
    private StridesBySlot _strides;
    private bool _strided;

    /// <summary>A loop over every element of a shape.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ElementwiseLoop(Shape shape, delegate*<byte**, nint, void> kernel)
    {
        _shape = shape;
        _call.Kernel = kernel;
    }

    /// <summary>An operand that is read.</summary>
    public void Input(int slot, in TensorView view)
    {
        _call.Inputs |= 1 << slot;
        Add(slot, view);
    }

    /// <summary>An operand that is written.</summary>
    public void Output(int slot, in TensorView view)
    {
        _call.Outputs |= 1 << slot;
        Add(slot, view);
    }

    /// <summary>An operand that is read and written at the same places.</summary>
    public void InPlace(int slot, in TensorView view)
    {
        _call.Inputs |= 1 << slot;
        Output(slot, view);
    }

    /// <summary>Runs the kernel over everything. The caller keeps the storages alive.</summary>
    public void Run()
    {
        var count = _shape.Count;
        if (_strided)
        {
            if (count != 0 && (count > Tile.Elements || !SmallBody.TryRun(_shape, _strides, _bases, _call)))
                StridedBody.Run(_shape, _strides, _bases, _call);
        }
        else if (count <= Alone)
        {
            var bases = _bases;
            _call.Run((byte**)&bases, (nint)count);
        }
        else
        {
            WorkerPool.For((int)((count + Chunk - 1) / Chunk), new ContiguousBody(_call, _bases, count));
        }
    }

    private void Add(int slot, in TensorView view)
    {
        var storage = (CpuStorage)view.Storage;
        var size = storage.DType.Size();
        _call.Sizes[slot] = size;
        _bases[slot] = (nint)(storage.Pointer<byte>() + (view.Offset * size));
        _strides[slot] = view.Strides;
        _strided |= !ReferenceEquals(view.Strides, _shape.RowMajor) && !Layouts.IsContiguous(_shape, view.Strides);
    }
}
