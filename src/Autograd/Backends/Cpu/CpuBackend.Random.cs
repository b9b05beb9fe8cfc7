using Autograd.Backends.Cpu.Loops;
using Autograd.Ops;

namespace Autograd.Backends.Cpu;

/// <content>Random numbers.</content>
internal sealed partial class CpuBackend
{
    /// <inheritdoc/>
    public void RandomFill(in TensorView y, RandomDistribution distribution, double a, double b, RandomKey key)
    {
        switch (y.DType)
        {
            case DType.Float32:
                RandomLoop<float>.Run(y, distribution, a, b, key);
                break;
            case DType.Float64:
                RandomLoop<double>.Run(y, distribution, a, b, key);
                break;
            case DType.Int32 when distribution == RandomDistribution.Bernoulli:
                RandomLoop<int>.Run(y, distribution, a, b, key);
                break;
            case DType.Int64 when distribution == RandomDistribution.Bernoulli:
                RandomLoop<long>.Run(y, distribution, a, b, key);
                break;
            case DType.Bool when distribution == RandomDistribution.Bernoulli:
                RandomLoop<bool>.Run(y, distribution, a, b, key);
                break;
            default:
                throw BackendChecks.NoNumbers(distribution, y.DType);
        }

        GC.KeepAlive(y.Storage);
    }
}
