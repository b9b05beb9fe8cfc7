using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>dy for the gradient of the kernel: outer are a group's channels, inner the places of all images.</summary>
/// <typeparam name="T">The elements.</typeparam>
internal struct PlaneSource<T> : IProductSource<T>
    where T : unmanaged
{
    public ArrayView<T> Elements;
    public WindowSizes Sizes;

    private readonly int InPlane => Sizes.OutHeight * Sizes.OutWidth;

    /// <inheritdoc/>
    public readonly Spot Outer(int batch, int place) => new() { Base = ((batch * Sizes.OutOfGroup) + place) * InPlane };

    /// <inheritdoc/>
    public readonly Spot Inner(int place)
    {
        var image = place / InPlane;
        return new() { Base = (image * Sizes.OutChannels * InPlane) + (place - (image * InPlane)) };
    }

    /// <inheritdoc/>
    public readonly T Get(Spot spot) => Elements[spot.Base];
}
