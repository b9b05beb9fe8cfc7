using Autograd.Backends;
using Autograd.Ops;

namespace Autograd;

/// <content>Affine maps with an activation.</content>
public sealed partial class Variable
{
    /// <summary>
    /// The affine map of the last axis and an activation, y = f(x·Wᵀ + b), which is computed while the sums are in the cache: the same bits as the two
    /// one after the other, in fewer passes over memory, and the sums are kept only where f's derivative reads them.
    /// </summary>
    /// <param name="weight">W, [out, in].</param>
    /// <param name="bias">b, [out], or null for none.</param>
    /// <param name="activation">f.</param>
    /// <returns>[…, out] for this Variable of […, in].</returns>
    /// <exception cref="ArgumentException">The sizes or dtypes do not fit, or there is no such activation.</exception>
    public Variable Linear(Variable weight, Variable? bias, Activation activation)
    {
        ArgumentNullException.ThrowIfNull(weight);
        Operation operation = activation switch
        {
            Activation.Relu => LinearReluOp.Instance,
            Activation.Tanh => LinearTanhOp.Instance,
            Activation.Sigmoid => LinearSigmoidOp.Instance,
            Activation.Gelu => LinearGeluOp.Instance,
            Activation.GeluTanh => LinearGeluTanhOp.Instance,
            Activation.Silu => LinearSiluOp.Instance,
            _ => throw Errors.Argument("linear", $"there is no activation {(int)activation}", "use one that Activation names"),
        };
        LinearOp.Check(this, weight, bias);
        return bias is null ? Operation.Apply(operation, this, weight) : Operation.Apply(operation, this, weight, bias);
    }
}

/// <summary>
/// y = f(z), z = x·Wᵀ + b, fused. With dz = dy · f'(z), in one pass from z or y as f's rule wants it, dx = dz·W, dW = dzᵀ·x, db = Σ dz over all but
/// the last axis.
/// </summary>
/// <typeparam name="TRule">f.</typeparam>
public abstract class LinearActivation<TRule> : FusedOperation
    where TRule : struct, IUnaryRule
{
    private protected LinearActivation()
    {
    }

    private static bool ReadsSums => (TRule.Saves & Saves.Input) != 0;

    /// <inheritdoc/>
    protected sealed override bool ReadsOutput => (TRule.Saves & Saves.Output) != 0;

    /// <inheritdoc/>
    /// <remarks>The sums are a value of the operation's own: where f' reads them, a recorded walk must have them from the decomposition.</remarks>
    protected sealed override bool RecordsVjp => !ReadsSums;

    /// <summary>f alone.</summary>
    private protected abstract UnaryOperation<TRule> Activation { get; }

    /// <inheritdoc/>
    protected internal sealed override Variable Decompose(ReadOnlySpan<Variable> inputs) =>
        Apply(Activation, inputs[0].Linear(inputs[1], inputs.Length == 3 ? inputs[2] : null));

    /// <inheritdoc/>
    protected sealed override bool TryForward(in ForwardContext context)
    {
        var x = context[0];
        var y = context.Allocate(LinearOp.ResultShape(x, context[1]), x.DType);
        var sums = ReadsSums && context.WillRecord ? context.Allocate(y.Shape, y.DType) : null;
        var bias = context.Inputs.Length == 3 ? context[2].Contiguous().View : (TensorView?)null;
        var target = LinearOp.Rows(y).View;
        if (context.Backend is IActivatedProductKernels kernels)
        {
            kernels.MatMul<TRule>(LinearOp.Rows(x).View, context[1].T.View, bias, sums is null ? null : LinearOp.Rows(sums).View, target);
        }
        else
        {
            var arguments = sums ?? context.Allocate(y.Shape, y.DType);
            context.Backend.MatMul(LinearOp.Rows(x).View, context[1].T.View, LinearOp.Rows(arguments).View, bias);
            context.Backend.Unary<TRule>(arguments.View, y.View);
        }

        if (sums is not null)
            context.Save(sums);
        context.SetOutput(y);
        return true;
    }

    /// <inheritdoc/>
    protected sealed override bool TryVjp(in VjpContext context, in GradientSink sink)
    {
        LinearOp.Sink(context, sink, LinearOp.Rows(SumsCotangent(context)));
        return true;
    }

    /// <inheritdoc/>
    internal sealed override long VjpFlops(InputMask needs, long forward) => LinearOp.Instance.VjpFlops(needs, forward);

    private Variable SumsCotangent(in VjpContext context)
    {
        var dy = context.Cotangent;
        if (context.CreatesGraph)
        {
            // Only rules that read the output come here.
            return Activation.Times(dy, Variable.LiteralZero, context.Output());
        }

        var dz = context.DonateOrAllocate(dy);
        var y = context.ViewOfOutput(dy);
        context.Backend.UnaryVjp<TRule>(ReadsSums ? context.Saved(0).View : y, y, dy.View, dz.View);
        return dz;
    }
}
