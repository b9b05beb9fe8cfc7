using System.Globalization;
using Autograd.Tapes;

namespace Autograd.GradientChecking;

/// <summary>
/// Each gradient of the walk against the sum of what the operations that read the value give alone, for the very cotangents of
/// that walk: a hook that replaces a gradient shows, and a sum that loses or repeats a part.
/// </summary>
internal sealed class SumEvidence(Subject subject, Stage stage, TapeRecording recording, BisectionPlan plan, GradCheckOptions options)
{
    private readonly Dictionary<int, Variable> _values = [];
    private readonly Dictionary<int, double[]> _walked = [];
    private readonly Dictionary<int, double[]> _sums = [];
    private readonly Dictionary<int, int> _readers = [];
    private readonly HashSet<int> _unknown = [];
    private readonly List<string> _facts = [];

    public IReadOnlyList<string> Find()
    {
        try
        {
            Walk();
        }
        catch (Exception error) when (BackwardFault.IsOne(error))
        {
            return [$"the walk over the whole throws: {error.Message}"];
        }

        for (var n = recording.Nodes.Count - 1; n >= 0; n--)
        {
            if (recording.IsOutermost(recording.Nodes[n]))
                Spread(recording.Nodes[n]);
        }

        // What a checkpointed function gives its inputs is not computed here.
        for (var index = 0; index < recording.Tape.NodeCount; index++)
        {
            var node = recording.Tape.Node(index);
            for (var i = 0; node.Operation is IRerun && i < node.InputCount; i++)
                _unknown.Add(node.InputSlot(i));
        }

        Judge();
        return _facts;
    }

    /// <summary>One walk, with the gradient of every value that an operation reads.</summary>
    private void Walk()
    {
        foreach (var node in recording.Nodes)
        {
            for (var i = 0; recording.IsOutermost(node) && i < node.Inputs.Length; i++)
            {
                if (node.Slots[i] >= 0)
                    _values[node.Slots[i]] = node.Inputs[i];
            }
        }

        var weights = stage.RandomWeights();
        var (roots, seeds) = (new List<Variable>(), new List<Variable?>());
        var start = 0;
        foreach (var output in recording.Outputs)
        {
            var part = weights.AsSpan(start, (int)output.Count).ToArray();
            start += part.Length;
            if (SlotOf(output) is not (>= 0 and var slot))
                continue;
            roots.Add(output);
            seeds.Add(Variable.From<double>(part, output.Shape, output.Device));
            Add(_sums, slot, part);
            Add(_walked, slot, part);
        }

        if (roots.Count == 0)
            return;
        var gradients = recording.Tape.Gradients(roots, seeds, [.. _values.Values], retainGraph: true);
        var index = 0;
        foreach (var slot in _values.Keys)
        {
            if (gradients[index++] is { DType: DType.Float64 } gradient)
                _walked[slot] = gradient.ToArray<double>();
        }
    }

    /// <summary>What one operation gives its inputs for the cotangents that the walk brought it.</summary>
    private void Spread(RecordedNode node)
    {
        var cotangent = new List<double>();
        var any = false;
        for (var i = 0; i < node.Outputs.Length; i++)
        {
            if (node.Outputs[i].DType != DType.Float64)
                continue;
            var known = _walked.TryGetValue(node.FirstSlot + i, out var arrived);
            any |= known;
            cotangent.AddRange(known ? arrived! : new double[node.Outputs[i].Count]);
        }

        if (!any)
            return;
        double[]?[]? pulled = null;
        try
        {
            pulled = node.IsExact ? Pull(node, [.. cotangent]) : null;
        }
        catch (Exception error) when (BackwardFault.IsOne(error))
        {
            _facts.Add($"{node}: its derivative throws for the gradient that arrives there: {error.Message}");
        }

        for (var i = 0; i < node.Slots.Length; i++)
        {
            var slot = node.Slots[i];
            if (slot < 0)
                continue;
            _readers[slot] = _readers.GetValueOrDefault(slot) + 1;
            if (pulled is null)
                _unknown.Add(slot);
            else if (pulled[i] is { } part)
                Add(_sums, slot, part);
        }
    }

    /// <summary>What an operation gives for a cotangent, after a look whether it gives a part of that for a part of it.</summary>
    private double[]?[] Pull(RecordedNode node, double[] cotangent)
    {
        var largest = 0.0;
        foreach (var number in cotangent)
            largest = double.IsFinite(number) ? Math.Max(largest, Math.Abs(number)) : largest;
        var scale = largest > 0 ? Math.ScaleB(1, -Math.ILogB(largest)) : 1;
        var rows = new NodeReplay(node, plan, options).Pull([cotangent, Array.ConvertAll(cotangent, number => scale * number)]);
        for (var i = 0; i < rows[0].Length; i++)
        {
            // A power of two: scaling costs no bit.
            var expected = rows[0][i] is { } gradient ? Array.ConvertAll(gradient, number => scale * number) : null;
            if (Closeness.Worst(rows[1][i], expected, out _, out _) > 1)
            {
                _facts.Add(string.Create(
                    CultureInfo.InvariantCulture, $"{node}: its derivative is not linear, {scale:0.0E+0} times the gradient that arrives there does not give {scale:0.0E+0} times its answer"));
                break;
            }
        }

        return rows[0];
    }

    private void Judge()
    {
        foreach (var (slot, gradient) in _walked.OrderByDescending(entry => entry.Key))
        {
            if (_unknown.Contains(slot) || !_values.TryGetValue(slot, out var value) || !_sums.TryGetValue(slot, out var sum))
                continue;
            if (!(Closeness.Worst(gradient, sum, out var place, out _) > 1))
                continue;
            var numbers = string.Create(
                CultureInfo.InvariantCulture, $"{sum[place]:G7} becomes {gradient[place]:G7} at [{string.Join(", ", Indexing.Of(place, value.Shape))}]");
            _facts.Add(value.Hooks is { Count: > 0 }
                ? $"a hook on {Describe(value)} replaces its gradient: {numbers}"
                : $"the gradient of {Describe(value)} is not the sum of what its {_readers.GetValueOrDefault(slot)} readers give alone: {numbers}");
        }
    }

    private int SlotOf(Variable value) =>
        recording.Tape.FindNode(value) is { } node ? node.FirstSlot + (node.Operation is null ? 0 : value.OutputIndex) : -1;

    private string Describe(Variable value)
    {
        foreach (var input in subject.Inputs)
        {
            if (ReferenceEquals(input.Leaf, value))
                return input.Name;
        }

        foreach (var node in recording.Nodes)
        {
            if (Array.Exists(node.Outputs, output => ReferenceEquals(output, value)))
                return $"the result of {node}";
        }

        return "a leaf";
    }

    private static void Add(Dictionary<int, double[]> sums, int slot, double[] part)
    {
        if (!sums.TryGetValue(slot, out var sum))
        {
            sums[slot] = (double[])part.Clone();
            return;
        }

        for (var i = 0; i < part.Length; i++)
            sum[i] += part[i];
    }
}
