using Autograd.Ops;
using Autograd.Tapes;

namespace Autograd;

/// <summary>
/// Trades time for memory: a checkpointed function keeps only its result, and is run again when the backward walk needs
/// what was inside. Every tracked Variable it reads, parameters it captured included, gets its gradient; random numbers
/// drawn inside are the same in both runs.
/// </summary>
public static class Checkpoint
{
    /// <summary>Runs a function of one input.</summary>
    /// <param name="function">Depends on its input and on what it captures, and on nothing that changes between runs.</param>
    /// <param name="input">Its input.</param>
    public static Variable Run(Func<Variable, Variable> function, Variable input)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Run(inputs => [function(inputs[0])], [input])[0];
    }

    /// <summary>Runs a function of several inputs and outputs.</summary>
    /// <param name="function">Depends on its inputs and on what it captures, and on nothing that changes between runs.</param>
    /// <param name="inputs">Its inputs.</param>
    public static Variable[] Run(Func<IReadOnlyList<Variable>, Variable[]> function, params Variable[] inputs)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(inputs);
        if (Tape.Active is null)
            return function(inputs);
        var owner = Arena.Current!;
        var log = new RandomLog();
        var captured = new List<Variable>();
        Variable[] outputs;
        using (var inner = new Tape(TapeOptions.None, onThreadOnly: true))
        {
            var previous = log.Enter(replay: false);
            try
            {
                outputs = function(inputs);
            }
            finally
            {
                RandomLog.Leave(previous);
            }

            for (var i = 0; i < inner.NodeCount; i++)
            {
                if (inner.Node(i) is { Operation: null } leaf)
                    captured.Add(leaf.Output(0));
            }

            Replay.Move(outputs, inner, owner);
        }

        return captured.Count == 0
            ? outputs
            : Operation.ApplyMany(new CheckpointOp(function, inputs, outputs, log), captured.ToArray(), outputs.Length);
    }

    /// <summary>A function recorded as one operation; its derivative runs it again.</summary>
    private sealed class CheckpointOp(
        Func<IReadOnlyList<Variable>, Variable[]> function, Variable[] arguments, Variable[] results, RandomLog log) : Operation, IRerun
    {
        private readonly Variable[] _results = results;

        protected internal override Saves SavesFor(InputMask needs) => Saves.AllInputs;

        protected internal override void Forward(in ForwardContext context)
        {
            for (var i = 0; i < _results.Length; i++)
                context.SetOutput(i, _results[i].ViewAs(_results[i].Shape, _results[i].Strides, _results[i].Offset));
        }

        protected internal override void Vjp(in VjpContext context, in GradientSink sink)
        {
            var inputs = new Variable[context.InputCount];
            for (var i = 0; i < inputs.Length; i++)
                inputs[i] = context.Input(i);
            var cotangents = new Variable?[context.OutputCount];
            for (var i = 0; i < cotangents.Length; i++)
                cotangents[i] = context.CotangentOrNull(i);
            var gradients = context.CreatesGraph ? Recorded(inputs, cotangents) : Unrecorded(inputs, cotangents);
            for (var i = 0; i < gradients.Length; i++)
            {
                if (gradients[i] is { } gradient)
                    sink.Add(i, gradient);
            }
        }

        protected internal override void Jvp(in JvpContext context)
        {
            // Forward mode keeps nothing, so there is nothing to trade: the function is run again under its tangents.
            var inputs = new Variable[context.InputCount];
            var tangents = new Variable?[inputs.Length];
            for (var i = 0; i < inputs.Length; i++)
            {
                inputs[i] = context.Input(i);
                tangents[i] = context.Tangent(i);
            }

            var outputs = Replay.Jvp(() => Again(), inputs, tangents);
            for (var i = 0; i < outputs.Length; i++)
            {
                if (outputs[i] is { } tangent)
                    context.SetTangent(i, tangent);
            }
        }

        public Variable[] Rerun() => Again();

        private Variable?[] Recorded(Variable[] inputs, Variable?[] cotangents)
        {
            var tape = Tape.Active!;
            var first = tape.NodeCount;
            tape.UserRuns++;
            return Walk(tape, Again(), inputs, cotangents, createGraph: true, first);
        }

        private Variable?[] Unrecorded(Variable[] inputs, Variable?[] cotangents)
        {
            var asking = Arena.Current;
            using var tape = new Tape(TapeOptions.None, onThreadOnly: true);
            var gradients = Walk(tape, Again(), inputs, cotangents, createGraph: false, first: 0);
            Replay.Move(gradients, tape, asking);
            return gradients;
        }

        private static Variable?[] Walk(Tape tape, Variable[] outputs, Variable[] inputs, Variable?[] cotangents, bool createGraph, int first)
        {
            var roots = new List<Variable>();
            var seeds = new List<Variable?>();
            for (var i = 0; i < outputs.Length; i++)
            {
                if (cotangents[i] is null || tape.FindNode(outputs[i]) is null)
                    continue;
                roots.Add(outputs[i]);
                seeds.Add(cotangents[i]);
            }

            return roots.Count == 0
                ? new Variable?[inputs.Length]
                : Tapes.Walk.ToInputs(tape, [.. roots], [.. seeds], inputs, createGraph, retainGraph: createGraph, first);
        }

        private Variable[] Again()
        {
            var previous = log.Enter(replay: true);
            try
            {
                return function(arguments);
            }
            finally
            {
                RandomLog.Leave(previous);
            }
        }
    }
}
