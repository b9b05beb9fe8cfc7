using System.Globalization;

namespace Autograd.GradientChecking;

/// <summary>
/// Values that move with the inputs though no gradient passes them, found by running the function at a second point: what was
/// detached, computed while the tape was paused, or read out and put back.
/// </summary>
internal sealed class DriftEvidence(Subject subject, Stage stage, TapeRecording recording, GradCheckOptions options)
{
    /// <summary>A part of the step that differences would begin with: near enough to run the same operations.</summary>
    private const double Part = 1.0 / 64;

    public IEnumerable<string> Find()
    {
        // Leaves are moved in place, and a detached value may share their memory: copied before.
        var before = recording.Nodes.Select(Constants).ToArray();
        var outputs = Array.ConvertAll(recording.Outputs, output => output.ToArray<double>());
        try
        {
            Move();
            using var moved = new TapeRecording(tape => stage.Record(tape));
            return Compare(before, outputs, moved).ToArray();
        }
        catch (Exception error) when (BackwardFault.IsOne(error))
        {
            return [$"at a point nearby the function throws: {error.Message}"];
        }
        finally
        {
            for (var input = 0; input < subject.Inputs.Length; input++)
                subject.Restore(input);
        }
    }

    private void Move()
    {
        var random = new ProbeStream(options.Seed + 0xD);
        for (var input = 0; input < subject.Inputs.Length; input++)
        {
            var at = subject.Inputs[input];
            if (at.Count == 0)
                continue;
            var direction = new Directions(at, random).Random(signs: true);
            var room = at.Domain.Room(at.Values, at.Shape, direction);
            var step = Math.Min(Part * StepScale.Of(at.Values, direction), room.Forward / 2);
            subject.Move(input, [.. at.Values.Select((value, i) => value + (step * direction[i]))]);
        }
    }

    private IEnumerable<string> Compare(double[]?[][] before, double[][] outputs, TapeRecording moved)
    {
        if (moved.Nodes.Count != before.Length)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{before.Length} operations are recorded here and {moved.Nodes.Count} nearby: which ones depends on values");
            yield break;
        }

        for (var n = 0; n < before.Length; n++)
        {
            var node = recording.Nodes[n];
            var after = Constants(moved.Nodes[n]);
            for (var i = 0; i < after.Length && i < before[n].Length; i++)
            {
                if (before[n][i] is { } was && after[i] is { } now && was.Length == now.Length && !Bits.Equal((ReadOnlySpan<double>)was, now))
                    yield return $"input {i} of {node} moves with the inputs and carries no gradient: {Source(node.Inputs[i])}";
            }
        }

        for (var o = 0; o < outputs.Length && o < moved.Outputs.Length; o++)
        {
            if (!recording.Outputs[o].RequiresGrad && !Bits.Equal((ReadOnlySpan<double>)outputs[o], moved.Outputs[o].ToArray<double>()))
                yield return $"output {o} moves with the inputs and was not recorded: {Source(recording.Outputs[o])}";
        }
    }

    private static double[]?[] Constants(RecordedNode node)
    {
        var values = new double[]?[node.Inputs.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (!node.HasDerivedInputs && node.Slots[i] < 0 && node.Inputs[i].DType.IsFloat())
                values[i] = node.Inputs[i].Detach().To(DType.Float64).ToArray<double>();
        }

        return values;
    }

    /// <summary>Where a value without a gradient comes from.</summary>
    private string Source(Variable value)
    {
        foreach (var input in subject.Inputs)
        {
            if (ReferenceEquals(input.Leaf.Storage, value.Storage))
                return $"it is {input.Name}, detached";
        }

        // On the tape, though no walk from the outputs may visit it.
        for (var index = recording.Tape.NodeCount - 1; index >= 0; index--)
        {
            var node = recording.Tape.Node(index);
            for (var i = 0; node.Operation is not null && i < node.OutputCount; i++)
            {
                if (ReferenceEquals(node.Output(i).Storage, value.Storage))
                    return $"it is the result of {node.Operation.Name}{node.Origin}, detached";
            }
        }

        return value.MadeBy is { } operation
            ? $"{operation.Name} computed it of detached values, or while the tape was paused"
            : "it was made from numbers that were read out";
    }
}
