namespace Autograd.Ilgpu.Kernels;

/// <summary>
/// A thread an element, without a loop. Drivers for processors run a group's threads as the lanes of vectors, but only through code in
/// which all of them take the same branches; measured with PoCL, an addition of contiguous arrays is seven times as fast so.
/// </summary>
/// <typeparam name="TAxes">Where the elements lie.</typeparam>
internal struct Each<TAxes> : IAxes<Each<TAxes>>
    where TAxes : unmanaged, IAxes<TAxes>
{
    /// <summary>Where the elements lie, with as many threads as elements.</summary>
    public TAxes Axes;

    /// <inheritdoc/>
    public readonly int Threads => Axes.Threads;

    /// <inheritdoc/>
    public static int Place(in Each<TAxes> axes, in Steps steps, int i) => TAxes.Place(axes.Axes, steps, i);

    /// <inheritdoc/>
    public static bool Next(in Each<TAxes> axes, ref int i) => false;
}
