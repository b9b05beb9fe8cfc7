using Autograd.Ops;

namespace Autograd.GradientChecking.Tests.Gallery;

/// <summary>A function of numbers with its derivatives of every order asked for: what the framework has no operation for.</summary>
public sealed class ChainOp(Func<double, double>[] derivatives, int order = 0) : Operation
{
    public override string Name => "chain";

    private ChainOp Next => new(derivatives, order + 1);

    public static Func<Variable, Variable> Of(params Func<double, double>[] derivatives)
    {
        var operation = new ChainOp(derivatives);
        return x => Apply(operation, x);
    }

    protected internal override Saves SavesFor(InputMask needs) => Saves.Input;

    protected internal override void Forward(in ForwardContext context) => context.SetOutput(Host.Map(context[0], derivatives[order]));

    protected internal override void Vjp(in VjpContext context, in GradientSink sink) => sink.Add(0, context.Cotangent * Apply(Next, context.Input(0)));

    protected internal override void Jvp(in JvpContext context) => context.SetTangent(context.Tangent(0)! * Apply(Next, context.Input(0)));
}
