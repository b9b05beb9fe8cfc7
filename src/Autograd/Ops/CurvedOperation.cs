namespace Autograd.Ops;

/// <summary>
/// An elementwise operation of one input whose backward pass, where it is recorded, is one operation too: c · p(s) of the cotangent and what was saved. What a
/// second walk needs of it is c and s, and no value between.
/// </summary>
/// <typeparam name="TRule">The mathematics.</typeparam>
public abstract class CurvedOperation<TRule> : UnaryOperation<TRule>
    where TRule : struct, ICurvedRule
{
    /// <summary>c · p(s).</summary>
    private protected abstract SlopeOperation<TRule> Slope { get; }

    /// <inheritdoc/>
    internal sealed override Variable Times(Variable tangent, Variable x, Variable y) => Apply(Slope, tangent, (TRule.Saves & Saves.Input) != 0 ? x : y);

    /// <inheritdoc/>
    private protected sealed override Variable RecordedVjp(in VjpContext context) => Times(context.Cotangent, context.Node.Input(0), context.Node.Output(0));
}
