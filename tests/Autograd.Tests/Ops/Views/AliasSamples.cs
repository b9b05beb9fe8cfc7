using Autograd.Ops;

namespace Autograd.Tests.Ops.Views;

public sealed class AliasSamples : SameSamples<AliasOp>
{
    /// <summary>Derivatives of functions begin at aliases; with no tape around there is nothing to derive.</summary>
    protected override Variable Call(Variable x) => Tape.Active is { } tape ? AliasOp.Apply(tape, x) : x;
}
