using System.Diagnostics;
using Autograd.Backends;
using Autograd.Backends.Cpu;
using Autograd.Ops;
using Autograd.Tapes;

namespace Autograd;

/// <summary>
/// An array of numbers that knows how it was computed. Operations on Variables are recorded by the ambient
/// <see cref="Tape"/>, and <see cref="Backward(Variable?, bool, bool)"/> gives the gradients of everything that requires one.
/// </summary>
/// <remarks>
/// A Variable is a light handle on a storage that views share. Its element type and device are values
/// (<see cref="DType"/>, <see cref="Device"/>), so one function runs in every precision and on every device.
/// </remarks>
[DebuggerDisplay("{DebuggerText,nq}")]
public sealed partial class Variable
{
    private Storage _storage = null!;
    private Shape _shape = null!;
    private Strides _strides = null!;
    private long _offset;
    private TapeNode? _node;
    private LeafState? _state;
    private int _generation;
    private Marks _marks;
    private DType _dtype;

    internal Variable()
    {
    }

    [Flags]
    private enum Marks : byte
    {
        None = 0,

        /// <summary>The user asked for a gradient.</summary>
        RequiresGrad = 1,

        /// <summary>Made and recycled by a backward walk.</summary>
        WalkHandle = 2,

        /// <summary>A C# number that takes the dtype and device of whatever it meets.</summary>
        Literal = 4,

        /// <summary>Where a derivative of a function begins: tracked by every tape, without a gradient of its own.</summary>
        Probe = 8,

        /// <summary>A leaf's gradient, made by a backward walk: ZeroGrad releases it.</summary>
        Gradient = 16,
    }

    /// <summary>The lengths of the axes.</summary>
    public Shape Shape => _shape;

    /// <summary>The steps of the axes in the storage.</summary>
    public Strides Strides => _strides;

    /// <summary>The place of the first element in the storage.</summary>
    public long Offset => _offset;

    /// <summary>The number of axes.</summary>
    public int Rank => _shape.Rank;

    /// <summary>The number of elements.</summary>
    public long Count => _shape.Count;

    /// <summary>The type of the elements.</summary>
    public DType DType => _dtype;

    /// <summary>Where the elements lie.</summary>
    public Device Device => _storage.Device;

    /// <summary>Whether the elements lie one after the other in row-major order.</summary>
    public bool IsContiguous => Layouts.IsContiguous(_shape, _strides);

    /// <summary>Whether the tape or scope that owned the storage has taken it back; using the Variable then throws.</summary>
    public bool IsReleased => _generation != _storage.Generation;

    /// <summary>The operation that made this Variable, or null for data.</summary>
    public Operation? MadeBy { get; internal set; }

    /// <summary>The memory behind this Variable and its views.</summary>
    public Storage Storage => _storage;

    /// <summary>The storage's array as backends see it.</summary>
    public TensorView View => new(_storage, _shape, _strides, _offset);

    internal int OutputIndex { get; private set; }

    /// <summary>How many cotangent slots of the running walk hold this handle.</summary>
    internal int SlotUses { get; set; }

    internal bool IsWalkHandle
    {
        get => (_marks & Marks.WalkHandle) != 0;
        set => _marks = value ? _marks | Marks.WalkHandle : _marks & ~Marks.WalkHandle;
    }

    internal bool IsProbe
    {
        get => (_marks & Marks.Probe) != 0;
        set => _marks = value ? _marks | Marks.Probe : _marks & ~Marks.Probe;
    }

    internal bool IsLiteral => (_marks & Marks.Literal) != 0;

    /// <summary>The node index where a tape last saw this leaf: a hint, checked by its user, so threads may race on it.</summary>
    internal int LeafHint
    {
        get => _state?.TapeHint ?? -1;
        set => State.TapeHint = value;
    }

    /// <summary>What holds this leaf under a name, or null.</summary>
    internal INamedLeaf? Holder
    {
        get => _state?.Holder;
        set => State.Holder = value;
    }

    private LeafState State => _state ?? MakeState();

    /// <summary>A handle on a storage, not owned by anything that the storage is not owned by.</summary>
    internal static Variable Handle(Storage storage, Shape shape, Strides strides, long offset) =>
        Initialise(new Variable(), storage, shape, strides, offset);

    /// <summary>A contiguous result with unspecified content: the ambient arena owns it, the collector where there is none.</summary>
    internal static Variable Allocate(IBackend backend, Shape shape, DType dtype) => Allocate(ThreadContext.Here, backend, shape, dtype);

    /// <summary>The same for who knows the calling thread.</summary>
    internal static Variable Allocate(ThreadContext here, IBackend backend, Shape shape, DType dtype)
    {
        var arena = here.Arena;
        Storage storage = backend is CpuBackend
            ? CpuMemory.Allocate(here, dtype, shape.Count, arena is not null)
            : backend.Allocate(dtype, shape.Count, arena is not null);
        if (arena is null)
            return Initialise(new Variable(), storage, shape, shape.RowMajor, 0);
        arena.Own(storage);
        return Initialise(arena.NewHandle(), storage, shape, shape.RowMajor, 0);
    }

    /// <summary>A contiguous Variable that no arena owns: data, gradients, state.</summary>
    internal static Variable AllocateUnowned(IBackend backend, Shape shape, DType dtype, bool pooled = false) =>
        Initialise(new Variable(), backend.Allocate(dtype, shape.Count, pooled), shape, shape.RowMajor, 0);

    /// <summary>Another Variable on the same storage.</summary>
    internal Variable ViewAs(Shape shape, Strides strides, long offset) =>
        Initialise(Arena.Current?.NewHandle() ?? new Variable(), _storage, shape, strides, offset);

    internal void ThrowIfReleased(string operation)
    {
        if (_storage is null || IsReleased)
            throw new ReleasedVariableException(ReleasedText(operation));
    }

    /// <summary>The same without asking the operation for its name, a virtual call, where nothing is wrong.</summary>
    internal void ThrowIfReleased(Operation operation)
    {
        if (_storage is null || IsReleased)
            ThrowIfReleased(operation.Name);
    }

    internal void SetNode(TapeNode node, int outputIndex)
    {
        _node = node;
        OutputIndex = outputIndex;
    }

    /// <summary>The node that computed this Variable, if it was recorded on that tape.</summary>
    internal TapeNode? NodeOn(Tape tape) =>
        _node is { } node && ReferenceEquals(node.Tape, tape) && node.Holds(this) ? node : null;

    /// <summary>Whether gradients pass through this Variable where a tape records: recorded on an open one, or a leaf that requires one.</summary>
    internal bool IsTracked => (_marks & (Marks.RequiresGrad | Marks.Probe)) != 0 || (_node is { } node && node.Holds(this));

    /// <summary>A walk is done with this handle: it forgets everything and serves another value.</summary>
    internal void Reset()
    {
        _node = null;
        _state = null;
        _marks = Marks.None;
        MadeBy = null;
        OutputIndex = 0;
        SlotUses = 0;
    }

    internal Variable CopyContiguous()
    {
        var copy = Allocate(_storage.Backend, _shape, DType);
        _storage.Backend.Copy(View, copy.View);
        return copy;
    }

    private static Variable Initialise(Variable handle, Storage storage, Shape shape, Strides strides, long offset)
    {
        handle._storage = storage;

        // Of its own: a shape and a type are still asked for when the storage serves another value.
        handle._dtype = storage.DType;
        handle._shape = shape;
        handle._strides = strides;
        handle._offset = offset;
        handle._generation = storage.Generation;
        return handle;
    }

    private string ReleasedText(string operation)
    {
        if ((_marks & Marks.Gradient) != 0)
            return $"{operation}: this gradient of shape {_shape} was released by ZeroGrad; copy it before with Clone() (Clone().Keep() under a tape)";
        var maker = MadeBy is null ? "this Variable" : $"the result of {MadeBy.Name}, shape {_shape},";
        return $"{operation}: {maker} was released with its tape or scope; read it before, or take it out with Keep() (Detach().Keep() for state carried to the next step)";
    }

    private LeafState MakeState()
    {
        Interlocked.CompareExchange(ref _state, new LeafState(), null);
        return _state;
    }
}
