using Autograd.Ops;

namespace Autograd.Backends.Cpu;

/// <content>Random numbers.</content>
internal sealed partial class CpuBackend
{
    /// <inheritdoc/>
    public void RandomFill(in TensorView y, RandomDistribution distribution, double a, double b, RandomKey key) => throw new NotImplementedException();
}
