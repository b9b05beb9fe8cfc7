namespace Autograd.Ilgpu.Kernels;

/// <summary>Operands that are all contiguous: the i-th element lies at i.</summary>
internal struct FlatAxes : IAxes<FlatAxes>
{
    /// <summary>What the threads share out among them.</summary>
    public Work Work;

    /// <inheritdoc/>
    public readonly int Threads => Work.Threads;

    /// <inheritdoc/>
    public static int Place(in FlatAxes axes, in Steps steps, int i) => i;

    /// <inheritdoc/>
    public static bool Next(in FlatAxes axes, ref int i) => axes.Work.Next(ref i);
}
