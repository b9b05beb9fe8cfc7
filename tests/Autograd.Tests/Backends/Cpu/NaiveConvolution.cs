using System.Numerics;
using Autograd.Backends;

namespace Autograd.Tests.Backends.Cpu;

/// <summary>Convolution's three maps by the definition, in float64.</summary>
internal static unsafe class NaiveConvolution
{
    public static double[] Forward<T>(T* x, T* w, T* bias, in ConvolutionGeometry g)
        where T : unmanaged, INumberBase<T>
    {
        double[] y = new double[g.Batch * g.OutChannels * g.OutHeight * g.OutWidth];
        ForEachTerm(in g, y, (sums, i, j, k) => sums[k] += double.CreateChecked(x[i]) * double.CreateChecked(w[j]));

        for (int i = 0; bias != null && i < y.Length; i++)
        {
            y[i] += double.CreateChecked(bias[i / (g.OutHeight * g.OutWidth) % g.OutChannels]);
        }

        return y;
    }

    public static double[] InputGradient<T>(T* dy, T* w, in ConvolutionGeometry g)
        where T : unmanaged, INumberBase<T>
    {
        double[] dx = new double[g.Batch * g.InChannels * g.Height * g.Width];
        ForEachTerm(in g, dx, (sums, i, j, k) => sums[i] += double.CreateChecked(dy[k]) * double.CreateChecked(w[j]));

        return dx;
    }

    public static double[] WeightGradient<T>(T* x, T* dy, in ConvolutionGeometry g)
        where T : unmanaged, INumberBase<T>
    {
        double[] dw = new double[g.OutChannels * (g.InChannels / g.Groups) * g.KernelHeight * g.KernelWidth];
        ForEachTerm(in g, dw, (sums, i, j, k) => sums[j] += double.CreateChecked(dy[k]) * double.CreateChecked(x[i]));

        return dw;
    }

    /// <summary>Runs through every product of the definition, as places in the three arrays.</summary>
    private static void ForEachTerm<TState>(in ConvolutionGeometry g, TState state, Action<TState, int, int, int> visit)
    {
        int inChannels = g.InChannels / g.Groups;
        int outChannels = g.OutChannels / g.Groups;
        int patch = inChannels * g.KernelHeight * g.KernelWidth;
        for (int y = 0; y < g.Batch * g.OutChannels * g.OutHeight * g.OutWidth; y++)
        {
            int column = y % g.OutWidth;
            int row = y / g.OutWidth % g.OutHeight;
            int output = y / (g.OutWidth * g.OutHeight) % g.OutChannels;
            int image = y / (g.OutWidth * g.OutHeight * g.OutChannels);
            for (int k = 0; k < patch; k++)
            {
                int j = (column * g.StrideWidth) + (k % g.KernelWidth * g.DilationWidth) - g.PaddingWidth;
                int i = (row * g.StrideHeight) + (k / g.KernelWidth % g.KernelHeight * g.DilationHeight) - g.PaddingHeight;
                if (i >= 0 && j >= 0 && i < g.Height && j < g.Width)
                {
                    int input = (output / outChannels * inChannels) + (k / (g.KernelWidth * g.KernelHeight));
                    visit(state, (((((image * g.InChannels) + input) * g.Height) + i) * g.Width) + j, (output * patch) + k, y);
                }
            }
        }
    }
}
