using Autograd.Backends;
using Autograd.Ops;

namespace Autograd;

/// <content>Choosing between two.</content>
public sealed partial class Variable
{
    /// <summary>
    /// condition ? a : b, element by element, with broadcasting of all three. The branch not taken gets a gradient of
    /// exactly 0, even where its value or derivative is NaN or ∞.
    /// </summary>
    /// <param name="condition">A bool Variable.</param>
    /// <param name="a">Taken where true.</param>
    /// <param name="b">Taken where false.</param>
    /// <exception cref="ArgumentException">The condition is not bool, shapes do not broadcast, or dtypes do not promote.</exception>
    public static Variable Where(Variable condition, Variable a, Variable b)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        condition.ThrowIfReleased("where");
        if (condition.DType != DType.Bool)
            throw Errors.Argument("where", $"the condition is {condition.DType.Name()}", "compare to get a bool, x > 0");
        Broadcasting.Prepare("where", ref a, ref b);
        var literal = a.IsLiteral;
        if (literal)
        {
            a = a.To(condition.Device);
            b = b.To(condition.Device);
        }

        var shape = Layouts.Broadcast("where", condition.Shape, a.Shape);
        var result = Operation.Apply(
            WhereOp.Instance, ExpandOp.ApplyIfNeeded(condition, shape), ExpandOp.ApplyIfNeeded(a, shape), ExpandOp.ApplyIfNeeded(b, shape));
        return literal ? result.MarkLiteral() : result;
    }

    /// <summary>condition ? a : b with a number for b, which takes a's dtype.</summary>
    /// <param name="condition">A bool Variable.</param>
    /// <param name="a">Taken where true.</param>
    /// <param name="b">Taken where false.</param>
    public static Variable Where(Variable condition, Variable a, double b) => Where(condition, a, Constant("where", b, a));

    /// <summary>condition ? a : b with a number for a, which takes b's dtype.</summary>
    /// <param name="condition">A bool Variable.</param>
    /// <param name="a">Taken where true.</param>
    /// <param name="b">Taken where false.</param>
    public static Variable Where(Variable condition, double a, Variable b) => Where(condition, Constant("where", a, b), b);

    private static Variable Constant(string operation, double value, Variable like)
    {
        ArgumentNullException.ThrowIfNull(like);
        return like.ConstantLike(operation, value);
    }
}

/// <summary>condition ? a : b. da = condition ? dy : 0, db = condition ? 0 : dy: a choice, not a product, so NaN stays out.</summary>
public sealed class WhereOp : Operation
{
    internal static readonly WhereOp Instance = new();

    private WhereOp()
    {
    }

    /// <inheritdoc/>
    protected internal override Saves SavesFor(InputMask needs) => Saves.First;

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var a = context[1];
        var y = context.Allocate(a.Shape, a.DType);
        context.Backend.Select(context[0].View, a.View, context[2].View, y.View);
        context.SetOutput(y);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        var condition = context.Input(0);
        if (context.Needs(1))
            sink.Add(1, Variable.Where(condition, context.Cotangent, 0));
        if (context.Needs(2))
            sink.Add(2, Variable.Where(condition, 0, context.Cotangent));
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
        var condition = context.Input(0);
        var da = context.Tangent(1);
        var db = context.Tangent(2);
        if (da is not null && db is not null)
            context.SetTangent(Apply(this, condition, da, db));
        else if (da is not null)
            context.SetTangent(Variable.Where(condition, da, 0));
        else if (db is not null)
            context.SetTangent(Variable.Where(condition, 0, db));
    }
}
