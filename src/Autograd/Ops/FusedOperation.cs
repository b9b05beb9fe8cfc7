using Autograd.Tapes;

namespace Autograd.Ops;

/// <summary>
/// A fast forward and first-order backward kernel, plus the same function written in primitive operations. The
/// decomposition is what a recorded walk differentiates, what runs on devices without the kernel, and the test's oracle.
/// </summary>
public abstract class FusedOperation : Operation
{
    /// <summary>The function in primitive operations, recorded where the tape records.</summary>
    /// <param name="inputs">The operation's inputs.</param>
    /// <returns>The same value the fused kernel gives.</returns>
    protected internal abstract Variable Decompose(ReadOnlySpan<Variable> inputs);

    /// <summary>Runs the fused forward kernel where the device has it.</summary>
    /// <param name="context">The inputs, and where the output and saved values go.</param>
    /// <returns>Whether it ran; otherwise the decomposition does.</returns>
    protected abstract bool TryForward(in ForwardContext context);

    /// <summary>Runs the fused first-order backward kernel. Called only where <see cref="TryForward"/> ran.</summary>
    /// <param name="context">The recorded values and the cotangent.</param>
    /// <param name="sink">Where the inputs' cotangents go.</param>
    /// <returns>Whether it ran; otherwise the decomposition is differentiated.</returns>
    protected abstract bool TryVjp(in VjpContext context, in GradientSink sink);

    /// <summary>Whether <see cref="TryVjp"/> reads the output too; the inputs are there always.</summary>
    protected virtual bool ReadsOutput => false;

    /// <inheritdoc/>
    protected internal sealed override Saves SavesFor(InputMask needs) => ReadsOutput ? Saves.AllInputs | Saves.Output : Saves.AllInputs;

    /// <inheritdoc/>
    protected internal sealed override void Forward(in ForwardContext context)
    {
        if (TryForward(context))
            context.MarkFused();
        else
            context.SetOutput(Decompose(context.Inputs));
    }

    /// <inheritdoc/>
    protected internal sealed override void Vjp(in VjpContext context, in GradientSink sink)
    {
        if (!context.CreatesGraph && context.Node.IsFused && TryVjp(context, sink))
            return;
        var inputs = new Variable[context.InputCount];
        for (var i = 0; i < inputs.Length; i++)
            inputs[i] = context.Input(i);
        var gradients = Replay.Vjp(this, inputs, context.NeedsMask(), context.Cotangent, context.CreatesGraph);
        for (var i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is { } gradient)
                sink.Add(i, gradient);
        }
    }

    /// <inheritdoc/>
    protected internal sealed override void Jvp(in JvpContext context)
    {
        var inputs = new Variable[context.InputCount];
        var tangents = new Variable?[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = context.Input(i);
            tangents[i] = context.Tangent(i);
        }

        if (Replay.Jvp(this, inputs, tangents) is { } tangent)
            context.SetTangent(tangent);
    }
}
