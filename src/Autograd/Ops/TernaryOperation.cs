using Autograd.Tapes;

namespace Autograd.Ops;

/// <summary>
/// An elementwise operation of three inputs of equal shape and dtype; <see cref="Broadcast"/> makes them so. Numbers among them are
/// constants of stride 0 and cost no memory. Forward and one fused backward pass for each input that needs one, the forward derivative
/// and every higher order come from the rule.
/// </summary>
/// <typeparam name="TRule">The mathematics.</typeparam>
public abstract class TernaryOperation<TRule> : Operation
    where TRule : struct, ITernaryRule
{
    private const int Inputs = 3;

    /// <summary>Whether the rule is meant for int32 and int64 too; floats are always.</summary>
    protected virtual bool TakesIntegers => false;

    /// <summary>Applies the operation after promoting the dtypes and broadcasting the shapes.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="a">The first input.</param>
    /// <param name="b">The second input.</param>
    /// <param name="c">The third input.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the dtypes do not promote.</exception>
    public static Variable Broadcast(TernaryOperation<TRule> operation, Variable a, Variable b, Variable c)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(c);

        // The second pass brings the first pair to what the third operand made of them.
        Broadcasting.Prepare(operation.Name, ref a, ref b);
        Broadcasting.Prepare(operation.Name, ref b, ref c);
        Broadcasting.Prepare(operation.Name, ref a, ref b);
        return Apply(operation, a, b, c);
    }

    /// <inheritdoc/>
    protected internal override Saves SavesFor(InputMask needs)
    {
        var saves = Saves.None;
        for (var input = 0; input < Inputs; input++)
        {
            if (needs[input])
                saves |= SavesFor(input);
        }

        return saves;
    }

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var a = context[0];
        DTypeChecks.Elementwise(Name, a.DType, TakesIntegers);
        var y = context.Allocate(a.Shape, a.DType);
        context.Backend.Ternary<TRule>(a.View, context[1].View, context[2].View, y.View);
        context.SetOutput(y);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        var dy = context.Cotangent;
        var last = Inputs - 1;
        while (last >= 0 && !context.Needs(last))
            last--;
        for (var input = 0; input <= last; input++)
        {
            if (!context.Needs(input))
                continue;
            if (context.CreatesGraph)
            {
                sink.Add(input, StrongProductOp.Apply(dy, Partial(context.Node, input)));
                continue;
            }

            // Only the last pass may write where the cotangent stands: the others still read it.
            var gradient = input == last ? context.DonateOrAllocate(dy) : Variable.Allocate(context.Backend, dy.Shape, dy.DType);
            context.Backend.TernaryVjp<TRule>(
                context.ViewOfInput(0, dy), context.ViewOfInput(1, dy), context.ViewOfInput(2, dy), context.ViewOfOutput(dy), dy.View, input, gradient.View);
            sink.Add(input, gradient);
        }
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
        Variable? sum = null;
        for (var input = 0; input < Inputs; input++)
        {
            if (context.Tangent(input) is not { } tangent)
                continue;
            var part = StrongProductOp.Apply(tangent, Partial(context.Node, input));
            sum = sum is null ? part : sum + part;
        }

        context.SetTangent(sum!);
    }

    private static Saves SavesFor(int input) => input switch
    {
        0 => TRule.SavesForFirst,
        1 => TRule.SavesForSecond,
        _ => TRule.SavesForThird,
    };

    private static Variable Partial(TapeNode node, int input)
    {
        var saves = SavesFor(input);
        var a = Given(saves, Saves.First, node.Input(0));
        var b = Given(saves, Saves.Second, node.Input(1));
        var c = Given(saves, Saves.Third, node.Input(2));
        var y = Given(saves, Saves.Output, node.Output(0));
        var partial = input switch
        {
            0 => TRule.PartialFirst(a, b, c, y),
            1 => TRule.PartialSecond(a, b, c, y),
            _ => TRule.PartialThird(a, b, c, y),
        };
        return partial.FillOut(node.Input(0));
    }

    private static Variable Given(Saves saves, Saves which, Variable value) => (saves & which) != 0 ? value : Variable.LiteralZero;
}
