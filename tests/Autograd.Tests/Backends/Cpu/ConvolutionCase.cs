using System.Numerics;
using Autograd.Backends;
using Autograd.Backends.Cpu.Convolution;

namespace Autograd.Tests.Backends.Cpu;

/// <summary>One geometry with random arrays in it.</summary>
internal sealed unsafe class ConvolutionCase<T>
    where T : unmanaged, INumber<T>
{
    private readonly ConvolutionGeometry _g;

    public ConvolutionCase(ConvolutionGeometry geometry, Random random)
    {
        _g = geometry;
        X = new KernelArray<T>(_g.Batch * _g.InChannels * _g.Height * _g.Width).FillRandom(random);
        W = new KernelArray<T>(_g.OutChannels * (_g.InChannels / _g.Groups) * _g.KernelHeight * _g.KernelWidth).FillRandom(random);
        Bias = new KernelArray<T>(_g.OutChannels).FillRandom(random);
        Dy = new KernelArray<T>(_g.Batch * _g.OutChannels * _g.OutHeight * _g.OutWidth).FillRandom(random);
        Y = new KernelArray<T>(Dy.Length).FillRandom(random);
        Dx = new KernelArray<T>(X.Length).FillRandom(random);
        Dw = new KernelArray<T>(W.Length).FillRandom(random);
    }

    public KernelArray<T> X { get; }

    public KernelArray<T> W { get; }

    public KernelArray<T> Bias { get; }

    public KernelArray<T> Dy { get; }

    public KernelArray<T> Y { get; }

    public KernelArray<T> Dx { get; }

    public KernelArray<T> Dw { get; }

    public bool IsGuarded => Y.IsGuarded && Dx.IsGuarded && Dw.IsGuarded;

    public void Run(bool bias)
    {
        Convolutions.Forward(X.Pointer, W.Pointer, bias ? Bias.Pointer : null, Y.Pointer, in _g);
        Convolutions.InputGradient(Dy.Pointer, W.Pointer, Dx.Pointer, in _g);
        Convolutions.WeightGradient(X.Pointer, Dy.Pointer, Dw.Pointer, in _g);
    }

    /// <summary>The largest error of the three maps over the size of the sums' rounding.</summary>
    public double WorstError(bool bias)
    {
        double unit = typeof(T) == typeof(float) ? Math.ScaleB(1, -24) : Math.ScaleB(1, -53);
        int pixels = _g.OutHeight * _g.OutWidth;
        int taps = _g.KernelHeight * _g.KernelWidth;
        double y = Worst(Y, NaiveConvolution.Forward(X.Pointer, W.Pointer, bias ? Bias.Pointer : null, in _g), taps * _g.InChannels / _g.Groups);
        double dx = Worst(Dx, NaiveConvolution.InputGradient(Dy.Pointer, W.Pointer, in _g), taps * _g.OutChannels / _g.Groups);
        double dw = Worst(Dw, NaiveConvolution.WeightGradient(X.Pointer, Dy.Pointer, in _g), pixels * _g.Batch);
        return Math.Max(y, Math.Max(dx, dw)) / unit;
    }

    private static double Worst(KernelArray<T> actual, double[] expected, int terms)
    {
        double worst = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(double.CreateChecked(actual.Span[i]) - expected[i]);
            worst = double.IsNaN(error) ? double.PositiveInfinity : Math.Max(worst, error);
        }

        return worst / (terms + 2);
    }
}
