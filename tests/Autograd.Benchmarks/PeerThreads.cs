namespace Autograd.Benchmarks;

/// <summary>How PyTorch spends threads.</summary>
/// <param name="Loops">Threads of its own loops (OpenMP).</param>
/// <param name="Products">Threads of its matrix products (BLAS).</param>
internal readonly record struct PeerThreads(int Loops, int Products)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Loops}+{Products}";
}
