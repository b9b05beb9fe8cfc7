using System.Numerics;
using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu.Convolution;

/// <summary>Convolution's three bilinear maps over contiguous arrays of float or double, on the widest registers the processor has.</summary>
/// <remarks>
/// Zeros thought around the input take part in the sums, so an infinite weight gives NaN where it meets them. Results are the same bits for
/// any number of threads: how the work is cut follows from the sizes.
/// </remarks>
internal static unsafe class Convolutions
{
    /// <summary>y = x ∗ w (+ bias).</summary>
    public static void Forward<T>(T* x, T* w, T* bias, T* y, in ConvolutionGeometry geometry)
        where T : unmanaged, INumberBase<T>
    {
        if (Register512<T>.IsSupported)
        {
            PlaneConvolution<T, Register512<T>>.Forward(x, w, bias, y, in geometry);
        }
        else if (Register256<T>.IsSupported)
        {
            PlaneConvolution<T, Register256<T>>.Forward(x, w, bias, y, in geometry);
        }
        else
        {
            PlaneConvolution<T, RegisterPortable<T>>.Forward(x, w, bias, y, in geometry);
        }
    }

    /// <summary>dx, overwritten.</summary>
    public static void InputGradient<T>(T* dy, T* w, T* dx, in ConvolutionGeometry geometry)
        where T : unmanaged, INumberBase<T>
    {
        if (Register512<T>.IsSupported)
        {
            PlaneConvolution<T, Register512<T>>.InputGradient(dy, w, dx, in geometry);
        }
        else if (Register256<T>.IsSupported)
        {
            PlaneConvolution<T, Register256<T>>.InputGradient(dy, w, dx, in geometry);
        }
        else
        {
            PlaneConvolution<T, RegisterPortable<T>>.InputGradient(dy, w, dx, in geometry);
        }
    }

    /// <summary>dw, overwritten.</summary>
    public static void WeightGradient<T>(T* x, T* dy, T* dw, in ConvolutionGeometry geometry)
        where T : unmanaged, INumberBase<T>
    {
        if (Register512<T>.IsSupported)
        {
            WeightGradient<T, Register512<T>>.Run(x, dy, dw, in geometry);
        }
        else if (Register256<T>.IsSupported)
        {
            WeightGradient<T, Register256<T>>.Run(x, dy, dw, in geometry);
        }
        else
        {
            WeightGradient<T, RegisterPortable<T>>.Run(x, dy, dw, in geometry);
        }
    }
}
