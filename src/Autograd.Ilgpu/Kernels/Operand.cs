using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>A strided array that a kernel reads or writes, passed by value.</summary>
/// <typeparam name="T">The elements.</typeparam>
/// <param name="elements">The memory from the first element on.</param>
/// <param name="steps">The steps along the kernel's axes.</param>
internal readonly struct Operand<T>(ArrayView<T> elements, Steps steps)
    where T : unmanaged
{
    private readonly ArrayView<T> _elements = elements;
    private readonly Steps _steps = steps;

    /// <summary>The i-th element in the kernel's order.</summary>
    public T Get<TAxes>(in TAxes axes, int i)
        where TAxes : unmanaged, IAxes<TAxes> => _elements[TAxes.Place(axes, _steps, i)];

    /// <summary>Sets the i-th element in the kernel's order.</summary>
    public void Set<TAxes>(in TAxes axes, int i, T value)
        where TAxes : unmanaged, IAxes<TAxes> => _elements[TAxes.Place(axes, _steps, i)] = value;
}
