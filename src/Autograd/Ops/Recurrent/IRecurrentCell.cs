using Autograd.Numerics;

namespace Autograd.Ops;

/// <summary>
/// What a recurrent cell does in one step with the sums W·x + b + W'·h' + b' of its gates, for one unit: written once for every
/// kind of number. The products and the way through time belong to whoever runs it.
/// </summary>
public interface IRecurrentCell
{
    /// <summary>Rows of the weights a unit has.</summary>
    static abstract int Gates { get; }

    /// <summary>
    /// Numbers a unit keeps of a step: as many as it has gates, or one more where the last gate takes its sum from the input
    /// and its sum from the state apart; the state's is then the last.
    /// </summary>
    static abstract int Slots { get; }

    /// <summary>Whether there is a cell beside the state.</summary>
    static abstract bool HasCell { get; }

    /// <summary>Whether the state before goes into the next one directly, and not through the weights alone. Never with a cell.</summary>
    static abstract bool CarriesState { get; }

    /// <summary>The gates that are the logistic function of their own sums: bit g for gate g.</summary>
    static abstract int SigmoidGates { get; }

    /// <summary>The gates that are the hyperbolic tangent of their own sums: bit g for gate g.</summary>
    static abstract int TanhGates { get; }

    /// <summary>One step.</summary>
    /// <typeparam name="T">The number.</typeparam>
    /// <param name="gates">The gates' sums; what <see cref="Vjp"/> reads of them afterwards.</param>
    /// <param name="state">The state before, where it is carried.</param>
    /// <param name="cell">The cell before, and after.</param>
    /// <returns>The state after.</returns>
    static abstract T Value<T>(ref RecurrentGates<T> gates, T state, ref T cell)
        where T : IReal<T>;

    /// <summary>
    /// The rest of a step, once <see cref="SigmoidGates"/> and <see cref="TanhGates"/> are activated: with them, <see cref="Value"/>. A processor that looks
    /// only so far ahead does better with one function in a loop than with all of a unit's, which wait for each other.
    /// </summary>
    /// <typeparam name="T">The number.</typeparam>
    /// <param name="gates">The gates, activated where they are named; what <see cref="Vjp"/> reads of them afterwards.</param>
    /// <param name="state">The state before, where it is carried.</param>
    /// <param name="cell">The cell before, and after.</param>
    /// <returns>The state after.</returns>
    static abstract T Combine<T>(ref RecurrentGates<T> gates, T state, ref T cell)
        where T : IReal<T>;

    /// <summary>One step back.</summary>
    /// <typeparam name="T">The number.</typeparam>
    /// <param name="gates">What <see cref="Value"/> left; the cotangents of the sums afterwards.</param>
    /// <param name="state">The state before, where it is carried.</param>
    /// <param name="previousCell">The cell before.</param>
    /// <param name="cell">The cell after.</param>
    /// <param name="dState">The cotangent of the state after.</param>
    /// <param name="carry">The cotangent of the cell after, and then of the cell before; or, where the state is carried, what of its cotangent does not go through the weights.</param>
    static abstract void Vjp<T>(ref RecurrentGates<T> gates, T state, T previousCell, T cell, T dState, ref T carry)
        where T : IReal<T>;
}
