using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>A parameter's arrays in an optimiser's kernel; absent states hold any view.</summary>
/// <typeparam name="T">The elements.</typeparam>
internal struct UpdateSlot<T>
    where T : unmanaged
{
    public ArrayView<T> Value;
    public ArrayView<T> Gradient;
    public ArrayView<T> First;
    public ArrayView<T> Second;
    public ArrayView<T> Third;

    /// <summary>Where the parameter's elements end in the launch's row; where they begin for a slot without any.</summary>
    public int End;
}
