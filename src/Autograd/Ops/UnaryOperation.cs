using Autograd.Backends.Cpu;
using Autograd.Tapes;

namespace Autograd.Ops;

/// <summary>
/// An elementwise operation of one input. Forward and one fused backward pass on every device, the forward derivative and
/// every higher order come from the rule.
/// </summary>
/// <typeparam name="TRule">The mathematics.</typeparam>
public abstract class UnaryOperation<TRule> : Operation
    where TRule : struct, IUnaryRule
{
    /// <summary>Whether the rule is meant for int32 and int64 too; floats are always.</summary>
    protected virtual bool TakesIntegers => false;

    /// <inheritdoc/>
    protected internal override Saves SavesFor(InputMask needs) => TRule.Saves;

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var x = context[0];
        DTypeChecks.Elementwise(Name, x.DType, TakesIntegers);
        var y = context.Allocate(x.Shape, x.DType);
        if (context.Backend is CpuBackend cpu)
            cpu.Unary<TRule>(x.View, y.View);
        else
            context.Backend.Unary<TRule>(x.View, y.View);
        context.SetOutput(x.IsLiteral ? y.MarkLiteral() : y);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        var dy = context.Cotangent;
        if (context.CreatesGraph)
        {
            sink.Add(0, RecordedVjp(context));
            return;
        }

        var dx = context.DonateOrAllocate(dy);
        if (context.Backend is CpuBackend cpu)
            cpu.UnaryVjp<TRule>(context.ViewOfInput(0, dy), context.ViewOfOutput(dy), dy.View, dx.View);
        else
            context.Backend.UnaryVjp<TRule>(context.ViewOfInput(0, dy), context.ViewOfOutput(dy), dy.View, dx.View);
        sink.Add(0, dx);
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
        if (context.Tangent(0) is { } dx)
            context.SetTangent(Times(dx, context.Node.Input(0), context.Node.Output(0)));
    }

    /// <summary>The product of a tangent or cotangent and the partial derivative as a recorded value, where a zero of the first is one of the product.</summary>
    /// <param name="tangent">The tangent or cotangent.</param>
    /// <param name="x">The input; not read where the rule does not save it.</param>
    /// <param name="y">The output; not read where the rule does not save it.</param>
    internal virtual Variable Times(Variable tangent, Variable x, Variable y) => StrongProductOp.Apply(tangent, TRule.Partial(x, y));

    /// <summary>The input's cotangent as a recorded value.</summary>
    private protected virtual Variable RecordedVjp(in VjpContext context) => StrongProductOp.Apply(context.Cotangent, RecordedPartial(context));

    /// <summary>
    /// The partial derivative as a recorded value, which a second recorded walk over the node uses again: derivatives of higher order then pass it once.
    /// </summary>
    private static Variable RecordedPartial(in VjpContext context)
    {
        var node = context.Node;
        if (node.Partial is { IsReleased: false } known && context.Reaches(known))
            return known;
        return node.Partial = Partial(node);
    }

    private static Variable Partial(TapeNode node)
    {
        var x = node.Input(0);
        var partial = TRule.Partial((TRule.Saves & Saves.Input) != 0 ? x : Variable.LiteralZero, (TRule.Saves & Saves.Output) != 0 ? node.Output(0) : Variable.LiteralZero);
        return partial.FillOut(x);
    }
}
