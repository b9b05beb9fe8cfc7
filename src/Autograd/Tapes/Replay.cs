using Autograd.Ops;

namespace Autograd.Tapes;

/// <summary>
/// Differentiates an operation's decomposition in place of its fused kernel: reruns it on a tape and walks just that
/// stretch. On a recording tape the stretch and the walk stay, so any order of derivative follows.
/// </summary>
internal static class Replay
{
    public static Variable?[] Vjp(FusedOperation operation, Variable[] inputs, InputMask needs, Variable?[] cotangents, bool createGraph)
    {
        if (createGraph)
            return Vjp(Tape.Active!, operation, inputs, needs, cotangents, createGraph: true);

        // An ordinary walk: a tape of the replay's own, whose results move to the walk that asked.
        var walk = Arena.Current;
        using var tape = new Tape(TapeOptions.None, onThreadOnly: true);
        var results = Vjp(tape, operation, inputs, needs, cotangents, createGraph: false);
        Move(results, tape, walk);
        return results;
    }

    /// <summary>Hands results of an inner tape to the arena that asked for them; what the tape does not own stays where it is.</summary>
    public static void Move(ReadOnlySpan<Variable?> results, Tape from, Arena? to)
    {
        foreach (var result in results)
        {
            if (result is null || result.Storage.Owner != from)
                continue;
            from.Disown(result.Storage);
            to?.Own(result.Storage);
        }
    }

    public static Variable?[] Jvp(FusedOperation operation, Variable[] inputs, Variable?[] tangents)
    {
        if (Tape.Active is { } tape)
            return Jvp(tape, operation, inputs, tangents, recorded: true);
        using var own = new Tape(TapeOptions.None, onThreadOnly: true) { RetainsEverything = true };
        var results = Jvp(own, operation, inputs, tangents, recorded: false);
        foreach (var result in results)
            result?.Keep();
        return results;
    }

    private static Variable?[] Vjp(Tape tape, FusedOperation operation, Variable[] inputs, InputMask needs, Variable?[] cotangents, bool createGraph)
    {
        var firstNode = tape.NodeCount;
        var ends = Ends(tape, inputs, needs, recorded: createGraph);
        var outputs = operation.DecomposeMany(ends);
        var roots = new List<Variable>(outputs.Length);
        var seeds = new List<Variable?>(outputs.Length);
        for (var i = 0; i < outputs.Length; i++)
        {
            if (cotangents[i] is null || tape.FindNode(outputs[i]) is null)
                continue;
            roots.Add(outputs[i]);
            seeds.Add(cotangents[i]);
        }

        var results = new Variable?[inputs.Length];
        if (roots.Count == 0)
            return results;
        int[] wanted = [.. Enumerable.Range(0, inputs.Length).Where(i => needs[i])];
        var gradients = Walk.ToInputs(
            tape, [.. roots], [.. seeds], Array.ConvertAll(wanted, i => ends[i]), createGraph, retainGraph: createGraph, firstNode);
        for (var k = 0; k < wanted.Length; k++)
            results[wanted[k]] = gradients[k];
        return results;
    }

    private static Variable?[] Jvp(Tape tape, FusedOperation operation, Variable[] inputs, Variable?[] tangents, bool recorded)
    {
        var needs = default(InputMask);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (tangents[i] is not null)
                needs = needs.With(i);
        }

        var firstNode = tape.NodeCount;
        var firstSlot = tape.SlotCount;
        var ends = Ends(tape, inputs, needs, recorded);
        var outputs = operation.DecomposeMany(ends);
        var push = new Pushforward(tape, firstSlot);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (tangents[i] is { } tangent)
                push.Seed(ends[i], tangent);
        }

        push.Run(firstNode, tape.NodeCount);
        return Array.ConvertAll(outputs, push.Tangent);
    }

    /// <summary>Tangents of a function's outputs, where tangents of Variables it reads directly are given.</summary>
    public static Variable?[] Jvp(Func<Variable[]> function, Variable[] inputs, Variable?[] tangents)
    {
        if (Tape.Active is { } tape)
            return Jvp(tape, function, inputs, tangents);
        using var own = new Tape(TapeOptions.None, onThreadOnly: true) { RetainsEverything = true };
        var results = Jvp(own, function, inputs, tangents);
        foreach (var result in results)
            result?.Keep();
        return results;
    }

    private static Variable?[] Jvp(Tape tape, Func<Variable[]> function, Variable[] inputs, Variable?[] tangents)
    {
        // The inputs' own slots may lie far back on the tape, so this push's table begins at the tape's.
        var firstNode = tape.NodeCount;
        var outputs = function();
        var push = new Pushforward(tape, firstSlot: 0);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (tangents[i] is { } tangent && tape.FindNode(inputs[i]) is not null)
                push.Seed(inputs[i], tangent);
        }

        push.Run(firstNode, tape.NodeCount);
        return Array.ConvertAll(outputs, push.Tangent);
    }

    /// <summary>
    /// Fresh handles of the inputs that are asked for, so that the stretch has ends of its own to stop at. The others take part as
    /// they are where the walk is recorded, since the derivative depends on them and someone may differentiate it by them.
    /// </summary>
    private static Variable[] Ends(Tape tape, Variable[] inputs, InputMask needs, bool recorded)
    {
        var ends = new Variable[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
            ends[i] = needs[i] ? AliasOp.Apply(tape, inputs[i]) : recorded || !inputs[i].DType.IsFloat() ? inputs[i] : inputs[i].Detach();
        return ends;
    }
}
