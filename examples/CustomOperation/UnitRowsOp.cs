using Autograd;
using Autograd.Ops;

namespace CustomOperation;

/// <summary>
/// Each row divided by its length, y = x / |x| along the last axis: a structured operation, with its derivatives written in
/// Variable operations. The Jacobian (I − y·yᵀ) / |x| is symmetric, so both directions are one formula.
/// </summary>
internal sealed class UnitRowsOp : Operation
{
    public static UnitRowsOp Instance { get; } = new();

    protected override Saves SavesFor(InputMask needs) => Saves.Input | Saves.Output;

    protected override void Forward(in ForwardContext context) => context.SetOutput(context[0] / Lengths(context[0]));

    protected override void Vjp(in VjpContext context, in GradientSink sink) =>
        sink.Add(0, Project(context.Cotangent, context.Input(0), context.Output()));

    protected override void Jvp(in JvpContext context)
    {
        if (context.Tangent(0) is { } tangent)
            context.SetTangent(Project(tangent, context.Input(0), context.Output()));
    }

    private static Variable Project(Variable v, Variable x, Variable y) => (v - (y * (y * v).Sum([-1], keepAxes: true))) / Lengths(x);

    private static Variable Lengths(Variable x) => (x * x).Sum([-1], keepAxes: true).Sqrt();
}

/// <summary>Makes the operation look like the framework's own: <c>x.UnitRows()</c>.</summary>
internal static class UnitRowsExtensions
{
    extension(Variable x)
    {
        public Variable UnitRows() => Operation.Apply(UnitRowsOp.Instance, x);
    }
}
