using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Gated recurrent units.</content>
public sealed partial class Variable
{
    /// <summary>
    /// One layer of gated recurrent units over this sequence [T, B, I], in one direction. In each step, with σ the logistic
    /// function, r, z = σ(W·x + b + W'·h + b') and n = tanh(W·x + b + r·(W'·h + b')) of their rows of the weights;
    /// h ← (1 − z)·n + z·h.
    /// </summary>
    /// <remarks>
    /// The gates' rows follow each other as r, z, n, and r multiplies the state's product with its bias: PyTorch's order and form.
    /// A sequence of no step gives an empty output and the initial state. After K. Cho et al., "Learning phrase representations
    /// using RNN encoder–decoder for statistical machine translation" (2014).
    /// </remarks>
    /// <param name="inputWeight">W, [3·H, I].</param>
    /// <param name="stateWeight">W', [3·H, H], H being 1 or more.</param>
    /// <param name="inputBias">b, [3·H]; both biases or none.</param>
    /// <param name="stateBias">b', [3·H].</param>
    /// <param name="state">h before the first step, [B, H]; zeros by default.</param>
    /// <param name="reverse">Whether to begin at the sequence's end.</param>
    /// <returns>h after each step, [T, B, H], where its step stands in the sequence; h after the last.</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit, or one bias stands alone.</exception>
    public (Variable Output, Variable State) Gru(
        Variable inputWeight, Variable stateWeight, Variable? inputBias = null, Variable? stateBias = null, Variable? state = null, bool reverse = false)
    {
        RecurrentChecks.Check("gru", 3, this, inputWeight, stateWeight, inputBias, stateBias, state);
        var (output, last, _) = GruOp.Apply(
            reverse ? GruOp.AgainstTime : GruOp.AlongTime,
            this,
            state ?? RecurrentChecks.NoState(this, stateWeight),
            null,
            inputWeight,
            stateWeight,
            inputBias,
            stateBias);
        return (output, last);
    }
}

/// <summary>
/// A layer of gated recurrent units, fused: inputs x, h, W, W' and perhaps b, b'; outputs h of every step and the last h. With
/// m = W'·h + b' of the last gate: dz = dh·(h − n), dn = dh·(1 − z)·(1 − n²), dr = dn·m, dm = dn·r; dh' = dh·z + ds·W'.
/// </summary>
public sealed class GruOp : RecurrentLayer<GruOp.Unit>
{
    internal static readonly GruOp AlongTime = new(reverse: false);

    internal static readonly GruOp AgainstTime = new(reverse: true);

    private GruOp(bool reverse)
        : base(reverse)
    {
    }

    /// <inheritdoc/>
    protected override (Variable State, Variable? Cell) Step(Variable fromInput, Variable fromState, Variable state, Variable? cell)
    {
        var input = fromInput.Chunk(-1, 3);
        var recurrent = fromState.Chunk(-1, 3);
        var r = (input[0] + recurrent[0]).Sigmoid();
        var z = (input[1] + recurrent[1]).Sigmoid();
        var n = (input[2] + (r * recurrent[2])).Tanh();
        return (n + (z * (state - n)), null);
    }

    /// <summary>The mathematics.</summary>
    public readonly struct Unit : IRecurrentCell
    {
        /// <inheritdoc/>
        public static int Gates => 3;

        /// <inheritdoc/>
        public static int Slots => 4;

        /// <inheritdoc/>
        public static bool HasCell => false;

        /// <inheritdoc/>
        public static bool CarriesState => true;

        /// <inheritdoc/>
        public static int SigmoidGates => 0b011;

        /// <inheritdoc/>
        public static int TanhGates => 0;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Value<T>(ref RecurrentGates<T> gates, T state, ref T cell)
            where T : IReal<T>
        {
            gates = new RecurrentGates<T>(T.Sigmoid(gates.First), T.Sigmoid(gates.Second), gates.Third, gates.Fourth);
            return Combine(ref gates, state, ref cell);
        }

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Combine<T>(ref RecurrentGates<T> gates, T state, ref T cell)
            where T : IReal<T>
        {
            var n = T.Tanh(gates.Third + (gates.First * gates.Fourth));
            gates = new RecurrentGates<T>(gates.First, gates.Second, n, gates.Fourth);
            return n + (gates.Second * (state - n));
        }

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Vjp<T>(ref RecurrentGates<T> gates, T state, T previousCell, T cell, T dState, ref T carry)
            where T : IReal<T>
        {
            var r = gates.First;
            var z = gates.Second;
            var n = gates.Third;
            var m = gates.Fourth;

            // State and m are the factors without bound: where nothing comes back, ∞ · 0 is 0.
            var dUpdate = T.IfEqual(dState, T.Zero, T.Zero, dState * (state - n));
            var dNew = dState * (T.One - z) * (T.One - (n * n));
            var dReset = T.IfEqual(dNew, T.Zero, T.Zero, dNew * m);
            carry = dState * z;
            gates = new RecurrentGates<T>(dReset * r * (T.One - r), dUpdate * z * (T.One - z), dNew, dNew * r);
        }
    }
}
