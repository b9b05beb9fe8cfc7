using Autograd.Backends;
using Autograd.Ops;

namespace Autograd.Tapes;

/// <summary>The one place where operations run and are recorded.</summary>
internal static class Recorder
{
    public static void Run(Operation operation, ReadOnlySpan<Variable> inputs, Span<Variable?> outputs)
    {
        if (Profile.Here is { } profile)
            profile.Run(operation, inputs, outputs);
        else
            RunUncounted(operation, inputs, outputs);
    }

    /// <summary>Runs an operation whether or not a profile is measuring.</summary>
    public static void RunUncounted(Operation operation, ReadOnlySpan<Variable> inputs, Span<Variable?> outputs)
    {
        Check(operation, inputs);
        var here = ThreadContext.Here;
        var tape = here.Arena?.RecordingTape;
        if (tape is null)
        {
            RunUnrecorded(here, operation, inputs, outputs);
            return;
        }

        tape.BeginUse(here, operation);
        var suspended = tape.SuspendCount;
        try
        {
            if (tape.Records)
                RunRecorded(here, tape, operation, inputs, outputs);
            else
                RunUnrecorded(here, operation, inputs, outputs);
        }
        finally
        {
            // An operation that threw has left the tape suspended.
            tape.EndUse(suspended);
        }
    }

    private static void RunUnrecorded(ThreadContext here, Operation operation, ReadOnlySpan<Variable> inputs, Span<Variable?> outputs)
    {
        SavedValues unused = default;
        operation.Forward(new ForwardContext(here, operation, inputs, outputs, ref unused, willRecord: false));
        CheckOutputs(operation, outputs);
        Drop(unused);
    }

    private static void RunRecorded(ThreadContext here, Tape tape, Operation operation, ReadOnlySpan<Variable> inputs, Span<Variable?> outputs)
    {
        var needs = default(InputMask);
        if (operation.IsDifferentiable)
        {
            for (var i = 0; i < inputs.Length; i++)
            {
                if (inputs[i].IsTracked)
                    needs = needs.With(i);
            }
        }

        SavedValues saved = default;
        tape.Suspend();
        operation.Forward(new ForwardContext(here, operation, inputs, outputs, ref saved, needs.Any));
        tape.Resume();
        CheckOutputs(operation, outputs);
        TapeNode? node = null;
        if (needs.Any && outputs[0]!.DType.IsFloat())
            node = tape.Append(operation, inputs, outputs, needs, saved);
        else
            Drop(saved);
        if (tape.Diagnoses)
            tape.Examine(operation, inputs, outputs, node);
        tape.Watcher?.Invoke(operation, inputs, outputs!);
    }

    private static void Check(Operation operation, ReadOnlySpan<Variable> inputs)
    {
        if (inputs.Length == 0)
            throw Errors.Argument(operation.Name, "there are no inputs", "give at least one Variable");
        IBackend? backend = null;
        foreach (var input in inputs)
        {
            if (input is null)
                throw new ArgumentNullException(nameof(inputs), $"{operation.Name}: an input is null; pass a Variable");
            input.ThrowIfReleased(operation);
            var own = input.Storage.Backend;
            backend ??= own;
            if (!ReferenceEquals(backend, own))
            {
                throw Errors.Argument(
                    operation.Name, $"operands lie on {backend.Device} and {input.Device}", $"move one, x.To(Device) copies between devices");
            }
        }
    }

    private static void CheckOutputs(Operation operation, Span<Variable?> outputs)
    {
        foreach (var output in outputs)
        {
            if (output is null)
                throw Errors.State(operation.Name, "the forward pass left an output unset", "call SetOutput for each");
        }
    }

    private static void Drop(in SavedValues saved)
    {
        Drop(saved.First);
        Drop(saved.Second);
    }

    private static void Drop(Variable? saved)
    {
        if (saved is { IsReleased: false } && saved.Storage.Owner is { } owner)
            owner.Release(saved.Storage);
    }
}
