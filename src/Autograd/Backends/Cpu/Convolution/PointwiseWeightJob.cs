using System.Numerics;
using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu.Convolution;

/// <summary>Partial weight gradients of a pointwise convolution, dy·xᵀ over a share of the images or, where these are joined, of the places. A chunk is a share.</summary>
internal unsafe struct PointwiseWeightJob<T, TRegister> : IParallelBody
    where T : unmanaged, INumber<T>
    where TRegister : unmanaged, IRegister<TRegister, T>
{
    public T* X;
    public nint XImage;
    public nint XChannel;
    public T* Dy;
    public nint DyImage;
    public nint DyChannel;

    public int InChannels;
    public int OutChannels;

    /// <summary>Matrices to multiply, one behind the other.</summary>
    public int Images;

    /// <summary>Places of each.</summary>
    public int Places;
    public int Shares;

    /// <summary>For each share, [out channels, in channels].</summary>
    public T* Partial;

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        bool splitsPlaces = Images == 1;
        long parts = splitsPlaces ? Places : Images;
        int first = (int)(parts * chunk / Shares);
        int end = (int)(parts * (chunk + 1) / Shares);
        GemmArguments<T> g = new()
        {
            M = OutChannels,
            N = InChannels,
            K = splitsPlaces ? end - first : Places,
            ARow = DyChannel,
            AColumn = 1,
            BRow = 1,
            BColumn = XChannel,
            C = Partial + ((nint)chunk * OutChannels * InChannels),
            CRow = InChannels,
        };
        for (int image = splitsPlaces ? 0 : first; image < (splitsPlaces ? 1 : end); image++)
        {
            g.A = Dy + (image * DyImage) + (splitsPlaces ? first : 0);
            g.B = X + (image * XImage) + (splitsPlaces ? first : 0);
            MatrixProduct.MultiplyOn<T, TRegister>(in g);
            g.Accumulate = true;
        }
    }
}
