using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>Kernels that move elements; where the bits stay, a type of the same size does for every dtype.</summary>
internal static class CopyKernels
{
    /// <summary>Every element of y becomes one value.</summary>
    public static void Fill<T, TAxes>(Index1D thread, TAxes axes, Operand<T> y, T value)
        where T : unmanaged
        where TAxes : unmanaged, IAxes<TAxes>
    {
        int i = thread;
        do
        {
            y.Set(axes, i, value);
        }
        while (TAxes.Next(axes, ref i));
    }

    /// <summary>y = x.</summary>
    public static void Copy<T, TAxes>(Index1D thread, TAxes axes, Operand<T> x, Operand<T> y)
        where T : unmanaged
        where TAxes : unmanaged, IAxes<TAxes>
    {
        int i = thread;
        do
        {
            y.Set(axes, i, x.Get(axes, i));
        }
        while (TAxes.Next(axes, ref i));
    }

    /// <summary>y = x, converted.</summary>
    public static void Convert<TFrom, TTo, TAxes>(Index1D thread, TAxes axes, Operand<TFrom> x, Operand<TTo> y)
        where TFrom : unmanaged, IKernelElement<TFrom>
        where TTo : unmanaged, IKernelElement<TTo>
        where TAxes : unmanaged, IAxes<TAxes>
    {
        int i = thread;
        do
        {
            y.Set(axes, i, TFrom.To<TTo>(x.Get(axes, i)));
        }
        while (TAxes.Next(axes, ref i));
    }

    /// <summary>y = condition ? a : b.</summary>
    public static void Select<T, TAxes>(Index1D thread, TAxes axes, Operand<KernelTruth> condition, Operand<T> a, Operand<T> b, Operand<T> y)
        where T : unmanaged
        where TAxes : unmanaged, IAxes<TAxes>
    {
        int i = thread;
        do
        {
            y.Set(axes, i, condition.Get(axes, i).Holds ? a.Get(axes, i) : b.Get(axes, i));
        }
        while (TAxes.Next(axes, ref i));
    }
}
