namespace Autograd.Backends.Cpu.Convolution;

/// <summary>The part of a tile's columns that lies in one row of outputs.</summary>
/// <param name="Column">The first column in the tile.</param>
/// <param name="Count">How many columns.</param>
/// <param name="Target">From the target's first element to where the first column goes.</param>
internal readonly record struct PlaneSegment(int Column, int Count, nint Target);
