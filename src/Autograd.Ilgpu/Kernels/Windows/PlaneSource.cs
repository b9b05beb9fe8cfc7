using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>dy for the gradient of the kernel: outer are a group's channels, inner the places of all images.</summary>
/// <typeparam name="T">The elements.</typeparam>
internal struct PlaneSource<T> : IProductSource<T>
    where T : unmanaged
{
    public ArrayView<T> Elements;
    public WindowSizes Sizes;

    /// <summary>How the inner axis is split.</summary>
    public InnerParts Parts;

    /// <inheritdoc/>
    public readonly T Get(int batch, int outer, int inner)
    {
        var part = Parts.Of(batch);
        batch -= part * Parts.Batch;
        inner += part * Parts.OfPart;
        if (Parts.IsBehind(inner))
            return default;
        var inImage = Sizes.OutHeight * Sizes.OutWidth;
        var image = inner / inImage;
        var plane = ((long)image * Sizes.OutChannels) + (batch * Sizes.OutOfGroup) + outer;
        return Elements[(plane * inImage) + (inner - (image * inImage))];
    }
}
