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
    /// <returns>The same value the fused kernel gives; the first one in an operation of several outputs.</returns>
    protected internal abstract Variable Decompose(ReadOnlySpan<Variable> inputs);

    /// <summary>The function of several outputs in primitive operations; what an operation of one output leaves alone.</summary>
    /// <param name="inputs">The operation's inputs.</param>
    /// <returns>The same values the fused kernel gives, each a Variable of its own, or an input.</returns>
    protected internal virtual Variable[] DecomposeMany(ReadOnlySpan<Variable> inputs) => [Decompose(inputs)];

    /// <summary>Whether <see cref="TryVjp"/> reads outputs, which are then kept for it. The inputs always are.</summary>
    protected virtual bool ReadsOutput => false;

    /// <summary>
    /// Whether <see cref="TryVjp"/> is written in Variable operations that depend on inputs and cotangents alone, so that a recorded walk may record it:
    /// the decomposition then need not be run again.
    /// </summary>
    protected virtual bool RecordsVjp => false;

    /// <summary>Runs the fused forward kernel where the device has it.</summary>
    /// <param name="context">The inputs, and where outputs and saved values go.</param>
    /// <returns>Whether it ran; otherwise the decomposition does.</returns>
    protected abstract bool TryForward(in ForwardContext context);

    /// <summary>Runs the fused first-order backward kernel. Called only where <see cref="TryForward"/> ran.</summary>
    /// <param name="context">The recorded values and the cotangents; of several, those that nothing reached are null.</param>
    /// <param name="sink">Where the inputs' cotangents go.</param>
    /// <returns>Whether it ran; otherwise the decomposition is differentiated.</returns>
    protected abstract bool TryVjp(in VjpContext context, in GradientSink sink);

    /// <inheritdoc/>
    protected internal sealed override Saves SavesFor(InputMask needs) => ReadsOutput ? Saves.AllInputs | Saves.Output : Saves.AllInputs;

    /// <inheritdoc/>
    protected internal sealed override void Forward(in ForwardContext context)
    {
        if (TryForward(context))
        {
            context.MarkFused();
            return;
        }

        var outputs = DecomposeMany(context.Inputs);
        if (outputs.Length != context.OutputCount)
            throw Errors.State(Name, $"the decomposition gave {outputs.Length} outputs of {context.OutputCount}", "return all of them from DecomposeMany");
        for (var i = 0; i < outputs.Length; i++)
            context.SetOutput(i, outputs[i]);
    }

    /// <inheritdoc/>
    protected internal sealed override void Vjp(in VjpContext context, in GradientSink sink)
    {
        if ((RecordsVjp || !context.CreatesGraph) && context.Node.IsFused && TryVjp(context, sink))
            return;
        var inputs = new Variable[context.InputCount];
        for (var i = 0; i < inputs.Length; i++)
            inputs[i] = context.Input(i);
        var cotangents = new Variable?[context.OutputCount];
        for (var i = 0; i < cotangents.Length; i++)
            cotangents[i] = context.CotangentOrNull(i);
        var gradients = Replay.Vjp(this, inputs, context.NeedsMask(), cotangents, context.CreatesGraph);
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

        var results = Replay.Jvp(this, inputs, tangents);
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i] is { } tangent)
                context.SetTangent(i, tangent);
        }
    }

    /// <inheritdoc/>
    protected internal sealed override long Flops(ReadOnlySpan<Variable> inputs, ReadOnlySpan<Variable> outputs)
    {
        using var tape = new Tape(TapeOptions.None, onThreadOnly: true);
        long count = 0;
        tape.Watcher = (operation, operands, results) => count += operation.Flops(operands, results);
        DecomposeMany(inputs);
        return count;
    }
}
