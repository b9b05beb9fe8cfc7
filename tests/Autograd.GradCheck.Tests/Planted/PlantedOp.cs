using Autograd.Ops;

namespace Autograd.GradientChecking.Tests.Planted;

/// <summary>An operation put together from functions, so that a mistake is one line of a test.</summary>
public sealed class PlantedOp : Operation
{
    /// <summary>The value.</summary>
    public required Func<Variable[], Variable> Value { get; init; }

    /// <summary>The cotangents of the inputs from the output's cotangent and the inputs.</summary>
    public required Func<Variable, Variable[], Variable?[]> Pull { get; init; }

    /// <summary>The same for a recorded walk, where it differs.</summary>
    public Func<Variable, Variable[], Variable?[]>? RecordedPull { get; init; }

    /// <summary>The output's tangent from the inputs' and the inputs.</summary>
    public Func<Variable?[], Variable[], Variable>? Push { get; init; }

    public override string Name => "planted";

    public static Func<Variable, Variable> Unary(Func<Variable, Variable> value, Func<Variable, Variable, Variable> pull, Func<Variable, Variable, Variable>? recorded = null)
    {
        var operation = new PlantedOp
        {
            Value = x => value(x[0]),
            Pull = (dy, x) => [pull(dy, x[0])],
            RecordedPull = recorded is null ? null : (dy, x) => [recorded(dy, x[0])],
        };
        return x => Apply(operation, x);
    }

    protected internal override Saves SavesFor(InputMask needs) => Saves.AllInputs;

    protected internal override void Forward(in ForwardContext context) => context.SetOutput(Value(context.Inputs.ToArray()));

    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        var inputs = new Variable[context.InputCount];
        for (var i = 0; i < inputs.Length; i++)
            inputs[i] = context.Input(i);
        var pull = context.CreatesGraph && RecordedPull is not null ? RecordedPull : Pull;
        var gradients = pull(context.Cotangent, inputs);
        for (var i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is { } gradient && context.Needs(i))
                sink.Add(i, gradient);
        }
    }

    protected internal override void Jvp(in JvpContext context)
    {
        var inputs = new Variable[context.InputCount];
        var tangents = new Variable?[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = context.Input(i);
            tangents[i] = context.Tangent(i);
        }

        if (Push is null)
            throw new NotSupportedException("planted: no forward derivative; test without");
        context.SetTangent(Push(tangents, inputs));
    }
}
