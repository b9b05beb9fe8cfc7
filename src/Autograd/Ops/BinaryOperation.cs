using Autograd.Backends.Cpu;
using Autograd.Backends.Cpu.Loops;
using Autograd.Tapes;

namespace Autograd.Ops;

/// <summary>
/// An elementwise operation of two inputs of equal shape and dtype; <see cref="Broadcast"/> makes them so. Forward and one
/// fused backward pass for both inputs, the forward derivative and every higher order come from the rule.
/// </summary>
/// <typeparam name="TRule">The mathematics.</typeparam>
public abstract class BinaryOperation<TRule> : Operation
    where TRule : struct, IBinaryRule
{
    /// <summary>Whether the rule is meant for int32 and int64 too; floats are always.</summary>
    protected virtual bool TakesIntegers => false;

    /// <summary>Applies the operation after promoting the dtypes and broadcasting the shapes.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="a">The first input.</param>
    /// <param name="b">The second input.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the dtypes do not promote.</exception>
    public static Variable Broadcast(BinaryOperation<TRule> operation, Variable a, Variable b)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        Broadcasting.Prepare(operation.Name, ref a, ref b);
        return Apply(operation, a, b);
    }

    /// <inheritdoc/>
    protected internal override Saves SavesFor(InputMask needs) =>
        (needs[0] ? TRule.SavesForFirst : Saves.None) | (needs[1] ? TRule.SavesForSecond : Saves.None);

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var a = context[0];
        var b = context[1];
        DTypeChecks.Elementwise(Name, a.DType, TakesIntegers);
        var y = context.Allocate(a.Shape, a.DType);
        if (context.Backend is CpuBackend cpu)
            cpu.Binary<TRule>(a.View, b.View, y.View);
        else
            context.Backend.Binary<TRule>(a.View, b.View, y.View);
        context.SetOutput(a.IsLiteral && b.IsLiteral ? y.MarkLiteral() : y);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        var dy = context.Cotangent;
        if (context.CreatesGraph)
        {
            if (context.Needs(0))
                sink.Add(0, StrongProductOp.Apply(dy, PartialFirst(context.Node)));
            if (context.Needs(1))
                sink.Add(1, StrongProductOp.Apply(dy, PartialSecond(context.Node)));
            return;
        }

        // A constant partial of 1 hands the cotangent on as it is: no pass over memory.
        var firstPasses = context.Needs(0) && ConstantPartials.FirstIsOne<TRule>();
        var secondPasses = context.Needs(1) && ConstantPartials.SecondIsOne<TRule>();
        if (firstPasses)
            sink.Add(0, dy);
        if (secondPasses)
            sink.Add(1, dy);
        Kernel(context, sink, dy, context.Needs(0) && !firstPasses, context.Needs(1) && !secondPasses);
    }

    private static void Kernel(in VjpContext context, in GradientSink sink, Variable dy, bool first, bool second)
    {
        if (!first && !second)
            return;

        // The donated memory is dy's own: the kernel reads each element of it before it writes either result.
        var other = first && second ? Variable.Allocate(context.Backend, dy.Shape, dy.DType) : null;
        var donated = context.DonateOrAllocate(dy);
        var (a, b, y) = (context.ViewOfInput(0, dy), context.ViewOfInput(1, dy), context.ViewOfOutput(dy));
        if (context.Backend is CpuBackend)
        {
            var result = donated.View;
            if (other is not null)
                CpuBackend.BinaryVjp<TRule, WantsBoth>(a, b, y, dy.View, result, other.View);
            else if (first)
                CpuBackend.BinaryVjp<TRule, WantsFirst>(a, b, y, dy.View, result, result);
            else
                CpuBackend.BinaryVjp<TRule, WantsSecond>(a, b, y, dy.View, result, result);
        }
        else
        {
            context.Backend.BinaryVjp<TRule>(a, b, y, dy.View, first ? donated.View : null, second ? (other ?? donated).View : null);
        }

        sink.Add(first ? 0 : 1, donated);
        if (other is not null)
            sink.Add(1, other);
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
        var first = context.Tangent(0) is { } da ? StrongProductOp.Apply(da, PartialFirst(context.Node)) : null;
        var second = context.Tangent(1) is { } db ? StrongProductOp.Apply(db, PartialSecond(context.Node)) : null;
        context.SetTangent(first is null ? second! : second is null ? first : first + second);
    }

    private static Variable PartialFirst(TapeNode node) =>
        TRule.PartialFirst(
            Given(TRule.SavesForFirst, Saves.First, node.Input(0)), Given(TRule.SavesForFirst, Saves.Second, node.Input(1)), Given(TRule.SavesForFirst, Saves.Output, node.Output(0)))
            .FillOut(node.Input(0));

    private static Variable PartialSecond(TapeNode node) =>
        TRule.PartialSecond(
            Given(TRule.SavesForSecond, Saves.First, node.Input(0)), Given(TRule.SavesForSecond, Saves.Second, node.Input(1)), Given(TRule.SavesForSecond, Saves.Output, node.Output(0)))
            .FillOut(node.Input(0));

    private static Variable Given(Saves saves, Saves which, Variable value) => (saves & which) != 0 ? value : Variable.LiteralZero;
}
