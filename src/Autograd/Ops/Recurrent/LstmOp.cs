using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Long short-term memory.</content>
public sealed partial class Variable
{
    /// <summary>
    /// One layer of long short-term memory over this sequence [T, B, I], in one direction. In each step, with σ the logistic
    /// function, i, f, o = σ(W·x + b + W'·h + b') and g = tanh(…) of their rows of the weights; c ← f·c + i·g; h ← o·tanh(c).
    /// </summary>
    /// <remarks>
    /// The gates' rows follow each other as i, f, g, o, which is PyTorch's order. A sequence of no step gives an empty output and
    /// the initial state. After S. Hochreiter and J. Schmidhuber, "Long short-term memory" (1997), with the forget gate of F. Gers
    /// et al. (2000).
    /// </remarks>
    /// <param name="inputWeight">W, [4·H, I].</param>
    /// <param name="stateWeight">W', [4·H, H], H being 1 or more.</param>
    /// <param name="inputBias">b, [4·H]; both biases or none.</param>
    /// <param name="stateBias">b', [4·H].</param>
    /// <param name="state">h and c before the first step, [B, H] each; zeros by default.</param>
    /// <param name="reverse">Whether to begin at the sequence's end.</param>
    /// <returns>h after each step, [T, B, H], where its step stands in the sequence; h and c after the last.</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit, or one bias stands alone.</exception>
    public (Variable Output, LstmState State) Lstm(
        Variable inputWeight, Variable stateWeight, Variable? inputBias = null, Variable? stateBias = null, LstmState? state = null, bool reverse = false)
    {
        RecurrentChecks.Check("lstm", 4, this, inputWeight, stateWeight, inputBias, stateBias, state?.Hidden, state?.Cell);
        var hidden = state?.Hidden ?? RecurrentChecks.NoState(this, stateWeight);
        var (output, last, lastCell) = LstmOp.Apply(
            reverse ? LstmOp.AgainstTime : LstmOp.AlongTime, this, hidden, state?.Cell ?? hidden, inputWeight, stateWeight, inputBias, stateBias);
        return (output, new LstmState(last, lastCell!));
    }
}

/// <summary>
/// An LSTM's layer, fused: inputs x, h, c, W, W' and perhaps b, b'; outputs h of every step, the last h and the last c. With
/// s = the gates' sums: dc += dh·o·(1 − tanh²c); do = dh·tanh c, di = dc·g, dg = dc·i, df = dc·c'; dc' = dc·f; dh' = ds·W'.
/// </summary>
public sealed class LstmOp : RecurrentLayer<LstmOp.Unit>
{
    internal static readonly LstmOp AlongTime = new(reverse: false);

    internal static readonly LstmOp AgainstTime = new(reverse: true);

    private LstmOp(bool reverse)
        : base(reverse)
    {
    }

    /// <inheritdoc/>
    protected override (Variable State, Variable? Cell) Step(Variable fromInput, Variable fromState, Variable state, Variable? cell)
    {
        var gates = (fromInput + fromState).Chunk(-1, 4);
        var next = (gates[1].Sigmoid() * cell!) + (gates[0].Sigmoid() * gates[2].Tanh());
        return (gates[3].Sigmoid() * next.Tanh(), next);
    }

    /// <summary>The mathematics.</summary>
    public readonly struct Unit : IRecurrentCell
    {
        /// <inheritdoc/>
        public static int Gates => 4;

        /// <inheritdoc/>
        public static int Slots => 4;

        /// <inheritdoc/>
        public static bool HasCell => true;

        /// <inheritdoc/>
        public static bool CarriesState => false;

        /// <inheritdoc/>
        public static int SigmoidGates => 0b1011;

        /// <inheritdoc/>
        public static int TanhGates => 0b0100;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Value<T>(ref RecurrentGates<T> gates, T state, ref T cell)
            where T : IReal<T>
        {
            gates = new RecurrentGates<T>(T.Sigmoid(gates.First), T.Sigmoid(gates.Second), T.Tanh(gates.Third), T.Sigmoid(gates.Fourth));
            return Combine(ref gates, state, ref cell);
        }

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Combine<T>(ref RecurrentGates<T> gates, T state, ref T cell)
            where T : IReal<T>
        {
            cell = (gates.Second * cell) + (gates.First * gates.Third);
            return gates.Fourth * T.Tanh(cell);
        }

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Vjp<T>(ref RecurrentGates<T> gates, T state, T previousCell, T cell, T dState, ref T carry)
            where T : IReal<T>
        {
            var i = gates.First;
            var f = gates.Second;
            var g = gates.Third;
            var o = gates.Fourth;
            var squashed = T.Tanh(cell);
            var dCell = carry + (dState * o * (T.One - (squashed * squashed)));

            // The cell before is the one factor without bound: where nothing comes back, ∞ · 0 is 0.
            var dForget = T.IfEqual(dCell, T.Zero, T.Zero, dCell * previousCell);
            carry = dCell * f;
            gates = new RecurrentGates<T>(
                dCell * g * i * (T.One - i),
                dForget * f * (T.One - f),
                dCell * i * (T.One - (g * g)),
                dState * squashed * o * (T.One - o));
        }
    }
}
