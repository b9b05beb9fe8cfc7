using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>Kernels that move elements; where the bits stay, a type of the same size does for every dtype.</summary>
internal static class CopyKernels
{
    /// <summary>Every element of y becomes one value.</summary>
    public static void Fill<T>(Index1D thread, LoopAxes axes, Operand<T> y, T value)
        where T : unmanaged
    {
        int i = thread;
        do
        {
            y.Set(axes, i, value);
        }
        while (axes.Next(ref i));
    }

    /// <summary>y = x.</summary>
    public static void Copy<T>(Index1D thread, LoopAxes axes, Operand<T> x, Operand<T> y)
        where T : unmanaged
    {
        int i = thread;
        do
        {
            y.Set(axes, i, x.Get(axes, i));
        }
        while (axes.Next(ref i));
    }

    /// <summary>y = x, converted.</summary>
    public static void Convert<TFrom, TTo>(Index1D thread, LoopAxes axes, Operand<TFrom> x, Operand<TTo> y)
        where TFrom : unmanaged, IKernelElement<TFrom>
        where TTo : unmanaged, IKernelElement<TTo>
    {
        int i = thread;
        do
        {
            y.Set(axes, i, TFrom.To<TTo>(x.Get(axes, i)));
        }
        while (axes.Next(ref i));
    }

    /// <summary>y = condition ? a : b.</summary>
    public static void Select<T>(Index1D thread, LoopAxes axes, Operand<KernelTruth> condition, Operand<T> a, Operand<T> b, Operand<T> y)
        where T : unmanaged
    {
        int i = thread;
        do
        {
            y.Set(axes, i, condition.Get(axes, i).Holds ? a.Get(axes, i) : b.Get(axes, i));
        }
        while (axes.Next(ref i));
    }
}
