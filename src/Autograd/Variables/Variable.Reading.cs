using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Autograd.Backends.Cpu;

namespace Autograd;

/// <content>Reading values back, without a copy where the layout allows.</content>
public sealed partial class Variable
{
    /// <summary>The value of a Variable of one element.</summary>
    /// <typeparam name="T">The C# type of the element type.</typeparam>
    /// <exception cref="ArgumentException">More or fewer than one element, or another type.</exception>
    public T Item<T>()
        where T : unmanaged
    {
        ThrowIfReleased("item");
        CheckType<T>("item", "Item");
        if (Count != 1)
            throw Errors.Argument("item", $"shape {Shape} has {Count} elements, not one", "index it first, or use ToArray");
        Span<T> value = stackalloc T[1];
        ReadInto(value);
        return value[0];
    }

    /// <summary>A copy of the elements in row-major order.</summary>
    /// <typeparam name="T">The C# type of the element type.</typeparam>
    /// <exception cref="ArgumentException">Another type.</exception>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        ThrowIfReleased("to_array");
        CheckType<T>("to_array", "ToArray");
        var values = new T[Count];
        ReadInto<T>(values);
        return values;
    }

    /// <summary>Copies the elements in row-major order.</summary>
    /// <typeparam name="T">The C# type of the element type.</typeparam>
    /// <param name="destination">As many places as there are elements, or more.</param>
    /// <exception cref="ArgumentException">Too few places, or another type.</exception>
    public void CopyTo<T>(Span<T> destination)
        where T : unmanaged
    {
        ThrowIfReleased("copy_to");
        CheckType<T>("copy_to", "CopyTo");
        if (destination.Length < Count)
            throw Errors.Argument("copy_to", $"{destination.Length} places are too few for shape {Shape} of {Count}", "give a span as long");
        ReadInto(destination[..(int)Count]);
    }

    /// <summary>The elements themselves, without a copy, read-only. Valid while the Variable is not released.</summary>
    /// <typeparam name="T">The C# type of the element type.</typeparam>
    /// <exception cref="InvalidOperationException">The elements are not contiguous, or not in the CPU's memory.</exception>
    /// <exception cref="ArgumentException">Another type.</exception>
    public ReadOnlySpan<T> AsSpan<T>()
        where T : unmanaged
    {
        ThrowIfReleased("as_span");
        CheckType<T>("as_span", "AsSpan");
        if (!IsContiguous)
            throw Errors.State("as_span", $"shape {Shape} with strides {Strides} is not contiguous", "use Contiguous().AsSpan or ToArray");
        return Cpu("as_span").Span<T>().Slice(checked((int)_offset), checked((int)Count));
    }

    /// <summary>The elements themselves with their strides, without a copy, for <see cref="System.Numerics.Tensors"/>.</summary>
    /// <typeparam name="T">The C# type of the element type.</typeparam>
    /// <exception cref="InvalidOperationException">The elements are not in the CPU's memory.</exception>
    /// <exception cref="ArgumentException">Another type.</exception>
    public ReadOnlyTensorSpan<T> AsTensorSpan<T>()
        where T : unmanaged
    {
        ThrowIfReleased("as_tensor_span");
        CheckType<T>("as_tensor_span", "AsTensorSpan");
        Span<nint> lengths = stackalloc nint[Rank];
        Span<nint> strides = stackalloc nint[Rank];
        for (var axis = 0; axis < Rank; axis++)
        {
            lengths[axis] = Shape[axis];
            strides[axis] = Shape[axis] == 1 ? 0 : (nint)Strides[axis];
        }

        ReadOnlySpan<T> elements = Cpu("as_tensor_span").Span<T>()[checked((int)_offset)..];
        return Rank == 0 ? new ReadOnlyTensorSpan<T>(elements[..1]) : new ReadOnlyTensorSpan<T>(elements, lengths, strides);
    }

    /// <summary>The value of a Variable of one float element.</summary>
    /// <param name="scalar">A Variable of one element, float32 or float64.</param>
    public static explicit operator double(Variable scalar)
    {
        ArgumentNullException.ThrowIfNull(scalar);
        return scalar.DType == DType.Float64 ? scalar.Item<double>() : scalar.Item<float>();
    }

    /// <summary>The value of a Variable of one float32 element.</summary>
    /// <param name="scalar">A Variable of one element.</param>
    public static explicit operator float(Variable scalar)
    {
        ArgumentNullException.ThrowIfNull(scalar);
        return scalar.Item<float>();
    }

    internal void ReadInto<T>(Span<T> destination)
        where T : unmanaged
    {
        var whole = IsContiguous ? this : CopyContiguous();
        if (whole._storage is CpuStorage cpu)
        {
            cpu.Span<T>().Slice(checked((int)whole._offset), destination.Length).CopyTo(destination);
        }
        else
        {
            // A backend reads from a storage's start, so a view that begins later is copied first.
            if (whole._offset != 0)
                whole = whole.CopyContiguous();
            whole._storage.Backend.Read(whole._storage, MemoryMarshal.AsBytes(destination));
        }
    }

    private void CheckType<T>(string operation, string method)
        where T : unmanaged
    {
        if (DTypes.Of<T>() != DType)
        {
            throw Errors.Argument(
                operation, $"the elements are {DType.Name()}, asked for as {DTypes.Of<T>().CSharpName()}", $"use {method}<{DType.CSharpName()}>() or cast with To");
        }
    }

    private CpuStorage Cpu(string operation) =>
        _storage as CpuStorage ?? throw Errors.State(operation, $"the elements lie on {Device}", "use ToArray, or To(Device.Cpu) first");
}
