namespace Autograd.Ops;

/// <summary>
/// Names one substream of random numbers: the same key gives the same numbers on every device, whatever was drawn before.
/// </summary>
/// <param name="Seed">The seed, the generator's key.</param>
/// <param name="Stream">The substream, the upper half of the generator's counter.</param>
public readonly record struct RandomKey(ulong Seed, ulong Stream);
