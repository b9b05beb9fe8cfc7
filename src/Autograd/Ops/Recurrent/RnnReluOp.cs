using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <summary>
/// A layer of a plain recurrent network with the rectifier, fused: inputs x, h, W, W' and perhaps b, b'; outputs h of every
/// step and the last h. ds = dh where h &gt; 0, 0 elsewhere; dh' = ds·W'.
/// </summary>
public sealed class RnnReluOp : RecurrentLayer<RnnReluOp.Unit>
{
    internal static readonly RnnReluOp AlongTime = new(reverse: false);

    internal static readonly RnnReluOp AgainstTime = new(reverse: true);

    private RnnReluOp(bool reverse)
        : base(reverse)
    {
    }

    /// <inheritdoc/>
    public override string Name => "rnn_relu";

    /// <inheritdoc/>
    protected override (Variable State, Variable? Cell) Step(Variable fromInput, Variable fromState, Variable state, Variable? cell) =>
        ((fromInput + fromState).Relu(), null);

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
        public static int TanhGates => 0;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Value<T>(ref RecurrentGates<T> gates, T state, ref T cell)
            where T : IReal<T> => Combine(ref gates, state, ref cell);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Combine<T>(ref RecurrentGates<T> gates, T state, ref T cell)
            where T : IReal<T> => gates.First = T.Max(gates.First, T.Zero);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Vjp<T>(ref RecurrentGates<T> gates, T state, T previousCell, T cell, T dState, ref T carry)
            where T : IReal<T> => gates.First = T.IfLess(T.Zero, gates.First, dState, T.Zero);
    }
}
