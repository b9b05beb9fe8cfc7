using Xunit;

namespace Autograd.GradientChecking.Tests;

/// <summary>Tests that measure processor time, or set the process's thread count, run with nothing beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CostCollection
{
    public const string Name = "alone";
}
