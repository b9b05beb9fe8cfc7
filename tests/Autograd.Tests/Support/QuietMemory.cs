using Xunit;

namespace Autograd.Tests.Support;

/// <summary>Tests that count bytes run alone: others would count too.</summary>
[CollectionDefinition(nameof(QuietMemory), DisableParallelization = true)]
public class QuietMemory;
