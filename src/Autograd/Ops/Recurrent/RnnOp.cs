using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Plain recurrent networks.</content>
public sealed partial class Variable
{
    /// <summary>
    /// One layer of a plain recurrent network over this sequence [T, B, I], in one direction. In each step,
    /// h ← φ(W·x + b + W'·h + b'), φ the hyperbolic tangent or the rectifier.
    /// </summary>
    /// <remarks>
    /// A sequence of no step gives an empty output and the initial state. The rectifier's derivative at 0 is 0. After
    /// J. Elman, "Finding structure in time" (1990).
    /// </remarks>
    /// <param name="inputWeight">W, [H, I].</param>
    /// <param name="stateWeight">W', [H, H], H being 1 or more.</param>
    /// <param name="inputBias">b, [H]; both biases or none.</param>
    /// <param name="stateBias">b', [H].</param>
    /// <param name="state">h before the first step, [B, H]; zeros by default.</param>
    /// <param name="activation">φ.</param>
    /// <param name="reverse">Whether to begin at the sequence's end.</param>
    /// <returns>h after each step, [T, B, H], where its step stands in the sequence; h after the last.</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit, or one bias stands alone.</exception>
    public (Variable Output, Variable State) Rnn(
        Variable inputWeight,
        Variable stateWeight,
        Variable? inputBias = null,
        Variable? stateBias = null,
        Variable? state = null,
        RnnActivation activation = RnnActivation.Tanh,
        bool reverse = false)
    {
        RecurrentChecks.Check("rnn", 1, this, inputWeight, stateWeight, inputBias, stateBias, state);
        state ??= RecurrentChecks.NoState(this, stateWeight);
        var (output, last, _) = activation == RnnActivation.Tanh
            ? RnnOp.Apply(reverse ? RnnOp.AgainstTime : RnnOp.AlongTime, this, state, null, inputWeight, stateWeight, inputBias, stateBias)
            : RnnReluOp.Apply(reverse ? RnnReluOp.AgainstTime : RnnReluOp.AlongTime, this, state, null, inputWeight, stateWeight, inputBias, stateBias);
        return (output, last);
    }
}

/// <summary>
/// A layer of a plain recurrent network with tanh, fused: inputs x, h, W, W' and perhaps b, b'; outputs h of every step and the
/// last h. ds = dh·(1 − h²), dh' = ds·W'.
/// </summary>
public sealed class RnnOp : RecurrentLayer<RnnOp.Unit>
{
    internal static readonly RnnOp AlongTime = new(reverse: false);

    internal static readonly RnnOp AgainstTime = new(reverse: true);

    private RnnOp(bool reverse)
        : base(reverse)
    {
    }

    /// <inheritdoc/>
    protected override (Variable State, Variable? Cell) Step(Variable fromInput, Variable fromState, Variable state, Variable? cell) =>
        ((fromInput + fromState).Tanh(), null);

    /// <summary>The mathematics.</summary>
    public readonly struct Unit : IRecurrentCell
    {
        /// <inheritdoc/>
        public static int Gates => 1;

        /// <inheritdoc/>
        public static int Slots => 1;

        /// <inheritdoc/>
        public static bool HasCell => false;

        /// <inheritdoc/>
        public static bool CarriesState => false;

        /// <inheritdoc/>
        public static int SigmoidGates => 0;

        /// <inheritdoc/>
        public static int TanhGates => 0b1;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Value<T>(ref RecurrentGates<T> gates, T state, ref T cell)
            where T : IReal<T> => gates.First = T.Tanh(gates.First);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Combine<T>(ref RecurrentGates<T> gates, T state, ref T cell)
            where T : IReal<T> => gates.First;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Vjp<T>(ref RecurrentGates<T> gates, T state, T previousCell, T cell, T dState, ref T carry)
            where T : IReal<T> => gates.First = dState * (T.One - (gates.First * gates.First));
    }
}
