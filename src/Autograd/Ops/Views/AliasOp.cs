namespace Autograd.Ops;

/// <summary>The same value under a new handle, y = x: where a derivative of a stretch of the tape begins.</summary>
public sealed class AliasOp : Operation
{
    private static readonly AliasOp Instance = new();

    private AliasOp()
    {
    }

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var x = context[0];
        context.SetOutput(x.ViewAs(x.Shape, x.Strides, x.Offset));
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink) => sink.Add(0, context.Cotangent);

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context) => context.SetLinear(this);

    /// <summary>An alias that a tape tracks whether or not its source requires a gradient.</summary>
    internal static Variable Apply(Tape tape, Variable x)
    {
        var alias = Apply(Instance, x);
        if (tape.FindNode(alias) is null)
        {
            alias.IsProbe = true;
            tape.MakeLeaf(alias);
        }

        return alias;
    }
}
