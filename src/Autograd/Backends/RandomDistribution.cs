namespace Autograd.Backends;

/// <summary>The distributions a backend draws from.</summary>
public enum RandomDistribution
{
    /// <summary>Uniform in [a, b).</summary>
    Uniform,

    /// <summary>Normal with mean a and standard deviation b.</summary>
    Normal,

    /// <summary>The value b with probability a, 0 otherwise.</summary>
    Bernoulli,
}
