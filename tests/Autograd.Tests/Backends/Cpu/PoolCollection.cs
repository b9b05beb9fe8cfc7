using Xunit;

namespace Autograd.Tests.Backends.Cpu;

/// <summary>Tests that set the process's thread count or need the pool to themselves do not run beside others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class PoolCollection
{
    public const string Name = "Worker pool";
}
