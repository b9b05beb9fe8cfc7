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
        where T : unmanaged, INumber<T>
    {
        if (Register512<T>.IsSupported)
        {
            ForwardOn<T, Register512<T>>(x, w, bias, y, in geometry);
        }
        else if (Register256<T>.IsSupported)
        {
            ForwardOn<T, Register256<T>>(x, w, bias, y, in geometry);
        }
        else
        {
            ForwardOn<T, RegisterPortable<T>>(x, w, bias, y, in geometry);
        }
    }

    /// <summary>dx, overwritten.</summary>
    public static void InputGradient<T>(T* dy, T* w, T* dx, in ConvolutionGeometry geometry)
        where T : unmanaged, INumber<T>
    {
        if (Register512<T>.IsSupported)
        {
            InputGradientOn<T, Register512<T>>(dy, w, dx, in geometry);
        }
        else if (Register256<T>.IsSupported)
        {
            InputGradientOn<T, Register256<T>>(dy, w, dx, in geometry);
        }
        else
        {
            InputGradientOn<T, RegisterPortable<T>>(dy, w, dx, in geometry);
        }
    }

    /// <summary>dw, overwritten.</summary>
    public static void WeightGradient<T>(T* x, T* dy, T* dw, in ConvolutionGeometry geometry)
        where T : unmanaged, INumber<T>
    {
        if (Register512<T>.IsSupported)
        {
            WeightGradientOn<T, Register512<T>>(x, dy, dw, in geometry);
        }
        else if (Register256<T>.IsSupported)
        {
            WeightGradientOn<T, Register256<T>>(x, dy, dw, in geometry);
        }
        else
        {
            WeightGradientOn<T, RegisterPortable<T>>(x, dy, dw, in geometry);
        }
    }

    private static void ForwardOn<T, TRegister>(T* x, T* w, T* bias, T* y, in ConvolutionGeometry geometry)
        where T : unmanaged, INumber<T>
        where TRegister : unmanaged, IRegister<TRegister, T>
    {
        if (PointwiseConvolution<T, TRegister>.FitsForward(in geometry))
        {
            PointwiseConvolution<T, TRegister>.Forward(x, w, bias, y, in geometry);
        }
        else
        {
            PlaneConvolution<T, TRegister>.Forward(x, w, bias, y, in geometry);
        }
    }

    private static void InputGradientOn<T, TRegister>(T* dy, T* w, T* dx, in ConvolutionGeometry geometry)
        where T : unmanaged, INumber<T>
        where TRegister : unmanaged, IRegister<TRegister, T>
    {
        if (PointwiseConvolution<T, TRegister>.FitsInputGradient(in geometry))
        {
            PointwiseConvolution<T, TRegister>.InputGradient(dy, w, dx, in geometry);
        }
        else
        {
            PlaneConvolution<T, TRegister>.InputGradient(dy, w, dx, in geometry);
        }
    }

    private static void WeightGradientOn<T, TRegister>(T* x, T* dy, T* dw, in ConvolutionGeometry geometry)
        where T : unmanaged, INumber<T>
        where TRegister : unmanaged, IRegister<TRegister, T>
    {
        if (PointwiseConvolution<T, TRegister>.FitsForward(in geometry))
        {
            PointwiseConvolution<T, TRegister>.WeightGradient(x, dy, dw, in geometry);
        }
        else
        {
            WeightGradient<T, TRegister>.Run(x, dy, dw, in geometry);
        }
    }
}
