namespace Autograd.Backends;

/// <summary>A strided array of a storage's elements: what backends are handed instead of Variables.</summary>
/// <param name="storage">The memory.</param>
/// <param name="shape">The axes' lengths.</param>
/// <param name="strides">The axes' steps, in elements.</param>
/// <param name="offset">The first element's place in the storage.</param>
public readonly struct TensorView(Storage storage, Shape shape, Strides strides, long offset)
{
    /// <summary>The memory.</summary>
    public Storage Storage => storage;

    /// <summary>The axes' lengths.</summary>
    public Shape Shape => shape;

    /// <summary>The axes' steps, in elements; 0 repeats.</summary>
    public Strides Strides => strides;

    /// <summary>The first element's place in the storage.</summary>
    public long Offset => offset;

    /// <summary>The elements' type.</summary>
    public DType DType => storage.DType;

    /// <summary>Whether the elements lie one after the other in row-major order.</summary>
    public bool IsContiguous => Layouts.IsContiguous(shape, strides);
}
