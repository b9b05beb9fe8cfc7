using Autograd.Backends;
using Autograd.Backends.Cpu;

namespace Autograd;

/// <content>Changing leaves in place: the only Variables that ever change.</content>
public sealed partial class Variable
{
    /// <summary>A function that changes a leaf's elements in place.</summary>
    /// <typeparam name="T">The C# type of the element type.</typeparam>
    /// <param name="elements">The elements in row-major order.</param>
    public delegate void Updater<T>(Span<T> elements)
        where T : unmanaged;

    /// <summary>Changes a leaf's elements in place. A later backward walk over a value saved before throws, naming both.</summary>
    /// <typeparam name="T">The C# type of the element type.</typeparam>
    /// <param name="update">Gets the elements, to read and write.</param>
    /// <exception cref="InvalidOperationException">This Variable is a result, or is not contiguous on the CPU.</exception>
    public void Update<T>(Updater<T> update)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(update);
        update(BeginUpdate<T>("Update"));
    }

    /// <summary>Copies another Variable's elements into this leaf, converting the dtype.</summary>
    /// <param name="source">A Variable of the same shape and device.</param>
    /// <exception cref="ArgumentException">The shapes or devices differ.</exception>
    /// <exception cref="InvalidOperationException">This Variable is a result.</exception>
    public void CopyFrom(Variable source)
    {
        ArgumentNullException.ThrowIfNull(source);
        source.ThrowIfReleased("copy_from");
        CheckMayChange("copy_from");
        if (source.Shape != Shape || source.Device != Device)
            throw Errors.Argument("copy_from", $"{source.Summary()} does not fit {Summary()}", "give the same shape and device");
        _storage.Backend.Copy(source.View, View);
        _storage.Changed("CopyFrom");
    }

    /// <summary>Copies elements in row-major order into this leaf.</summary>
    /// <typeparam name="T">The C# type of the element type.</typeparam>
    /// <param name="source">As many elements as this Variable has.</param>
    /// <exception cref="ArgumentException">The counts or types differ.</exception>
    /// <exception cref="InvalidOperationException">This Variable is a result.</exception>
    public void CopyFrom<T>(ReadOnlySpan<T> source)
        where T : unmanaged
    {
        CheckMayChange("copy_from");
        CheckType<T>("copy_from", "CopyFrom");
        if (source.Length != Count)
            throw Errors.Argument("copy_from", $"{source.Length} elements do not fill shape {Shape} of {Count}", "give as many elements as the shape has");
        if (_storage is CpuStorage && IsContiguous)
        {
            source.CopyTo(BeginUpdate<T>("CopyFrom"));
            return;
        }

        // A backend writes to a storage's start, and this Variable may be a part of a larger one.
        var staged = AllocateUnowned(_storage.Backend, _shape, DType);
        _storage.Backend.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(source), staged._storage);
        _storage.Backend.Copy(staged.View, View);
        _storage.Changed("CopyFrom");
    }

    /// <summary>this ← this + weight · (target − this), for running averages kept in buffers.</summary>
    /// <param name="target">A Variable of the same shape, dtype and device.</param>
    /// <param name="weight">How far to go, from 0 to 1.</param>
    /// <exception cref="ArgumentException">The shapes, dtypes or devices differ.</exception>
    /// <exception cref="InvalidOperationException">This Variable is a result.</exception>
    public void Lerp(Variable target, double weight)
    {
        ArgumentNullException.ThrowIfNull(target);
        CheckMayChange("lerp");
        if (target.Shape != Shape || target.DType != DType || target.Device != Device)
            throw Errors.Argument("lerp", $"{target.Summary()} does not fit {Summary()}", "give the same shape, dtype and device");
        using var scope = new Scope(onThreadOnly: true);
        var self = Detach();
        var blend = self + ((target.Detach() - self) * weight);
        _storage.Backend.Copy(blend.View, View);
        _storage.Changed("Lerp");
    }

    /// <summary>A leaf's elements for an optimiser's fused step; bumps the version.</summary>
    internal Span<T> BeginUpdate<T>(string change)
        where T : unmanaged
    {
        CheckMayChange("update");
        CheckType<T>("update", "Update");
        CheckContiguous("update");
        var elements = Cpu("update").Span<T>().Slice(checked((int)_offset), checked((int)Count));
        _storage.Changed(change);
        return elements;
    }

    /// <summary>The same for any dtype, wherever the elements lie.</summary>
    internal TensorView BeginUpdate(string change)
    {
        CheckMayChange("update");
        CheckContiguous("update");
        _storage.Changed(change);
        return View;
    }

    private void CheckContiguous(string operation)
    {
        if (!IsContiguous)
            throw Errors.State(operation, $"shape {Shape} with strides {Strides} is not contiguous", "update the Variable it is a view of, or use CopyFrom");
    }

    private void CheckMayChange(string operation)
    {
        ThrowIfReleased(operation);
        if (!IsLeaf)
        {
            throw Errors.State(
                operation, $"{Summary()} is a recorded result, which never changes", "compute a new value, or change the leaf it came from");
        }

        if (_shape.Count > 1 && HasRepeats())
            throw Errors.State(operation, $"strides {Strides} repeat elements", "use Clone first");
    }

    private bool HasRepeats()
    {
        for (var axis = 0; axis < Rank; axis++)
        {
            if (Strides[axis] == 0 && Shape[axis] > 1)
                return true;
        }

        return false;
    }
}
