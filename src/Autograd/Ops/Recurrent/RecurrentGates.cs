using Autograd.Numerics;

namespace Autograd.Ops;

/// <summary>
/// The gates of one unit in one step, in registers: sums before the step, activations after it, cotangents on the way back.
/// A cell of fewer gates leaves the last ones alone.
/// </summary>
/// <typeparam name="T">The number.</typeparam>
/// <param name="First">The first gate.</param>
/// <param name="Second">The second gate.</param>
/// <param name="Third">The third gate.</param>
/// <param name="Fourth">The fourth gate, or the state's part of the last.</param>
public record struct RecurrentGates<T>(T First, T Second, T Third, T Fourth)
    where T : IReal<T>;
