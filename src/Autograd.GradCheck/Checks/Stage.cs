using Autograd.Ops;
using Autograd.Tapes;

namespace Autograd.GradientChecking;

/// <summary>
/// The function whose first derivative proves derivatives of one order: the subject itself for order 1; beyond, the gradient
/// function of the order before, Σ of weights times its outputs differentiated by a recorded walk.
/// </summary>
internal sealed class Stage
{
    private const int RoundingUlps = 64;

    private readonly Subject _subject;
    private readonly int _order;
    private readonly ProbeStream _random;
    private readonly List<double[]> _weights = [];

    public Stage(Subject subject, int order, ulong seed)
    {
        _subject = subject;
        _order = order;
        _random = new ProbeStream(seed);
        using (var tape = new Tape())
        {
            var outputs = Outputs(tape, subject.Arguments, subject.Leaves);
            HasSingles = Precision.HasSingles(tape);
            Shapes = Array.ConvertAll(outputs, output => output.Shape);
        }

        // As every later value, which is compared with these: a fused operation may round otherwise where nothing is recorded.
        Values = Evaluate();
    }

    /// <summary>The outputs' shapes.</summary>
    public Shape[] Shapes { get; }

    /// <summary>The outputs' elements, one output after the other, at the point of the check.</summary>
    public double[] Values { get; }

    public int Count => Values.Length;

    /// <summary>Whether float32 values lie on the way, whose rounding the outputs carry.</summary>
    public bool HasSingles { get; }

    /// <summary>
    /// What rounding may leave of a gradient whose terms cancel, as those of a softmax's sum do: some ulps of the outputs' size over the
    /// input's, where numbers below 1 count as 1.
    /// </summary>
    public double Rounding(CheckedInput input)
    {
        var (outputs, size) = (0.0, 1.0);
        foreach (var value in Values)
            outputs += double.IsFinite(value) ? Math.Abs(value) : 0;
        foreach (var value in input.Values)
            size = Math.Max(size, double.IsFinite(value) ? Math.Abs(value) : 0);
        return RoundingUlps * Math.ScaleB(1, -52) * outputs / size;
    }

    /// <summary>The outputs' elements for the leaves as they are now.</summary>
    public double[] Evaluate()
    {
        using Arena arena = _order > 1 ? new Tape() : new Scope();
        return Flatten(Outputs(arena as Tape, _subject.Arguments, _subject.Leaves));
    }

    /// <summary>The outputs recorded on a tape, with every walk that the order needs.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="below">Gets the outputs of every order below, where given.</param>
    public Variable[] Record(Tape tape, List<Variable>? below = null) => Record(tape, _subject.Arguments, _subject.Leaves, below);

    /// <summary>The same for other arguments.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="leaves">Those of them that gradients are asked of.</param>
    /// <param name="below">Gets the outputs of every order below, where given.</param>
    public Variable[] Record(Tape tape, Variable[] arguments, Variable[] leaves, List<Variable>? below = null) => Outputs(tape, arguments, leaves, below);

    /// <summary>The vector–Jacobian products of several cotangents, by one recording: an array an input, null where nothing arrived.</summary>
    public double[]?[][] Vjp(IReadOnlyList<double[]> cotangents) => Vjp(cotangents, _subject.Arguments, _subject.Leaves);

    /// <summary>The same for other arguments, and cotangents in another layout.</summary>
    public double[]?[][] Vjp(
        IReadOnlyList<double[]> cotangents, Variable[] arguments, Variable[] leaves, InputLayout layout = InputLayout.Contiguous, bool createGraph = false)
    {
        using var tape = new Tape();
        var outputs = Outputs(tape, arguments, leaves);
        for (var i = 0; i < outputs.Length; i++)
        {
            // A function may return an input itself, which no node has made.
            if (outputs[i].IsLeaf && outputs[i].RequiresGrad)
                outputs[i] = AliasOp.Apply(tape, outputs[i]);
        }

        var rows = new double[]?[cotangents.Count][];
        for (var row = 0; row < rows.Length; row++)
        {
            var gradients = Pull(tape, outputs, cotangents[row], leaves, createGraph, layout);
            for (var i = 0; i < gradients.Length; i++)
                CheckFits(gradients[i], leaves[i]);
            rows[row] = Array.ConvertAll(gradients, gradient => gradient?.ToArray<double>());
        }

        return rows;
    }

    /// <summary>The vector–Jacobian product of the function called twice on one tape, each time with a cotangent of its own.</summary>
    public double[]?[] VjpTwice(double[] first, double[] second)
    {
        using var tape = new Tape();
        Variable[] outputs = [.. Outputs(tape, _subject.Arguments, _subject.Leaves), .. Outputs(tape, _subject.Arguments, _subject.Leaves)];
        var gradients = Pull(tape, outputs, [.. first, .. second], _subject.Leaves, createGraph: false, InputLayout.Contiguous);
        return Array.ConvertAll(gradients, gradient => gradient?.ToArray<double>());
    }

    /// <summary>Random weights for the outputs: of either sign, none small, none alike.</summary>
    public double[] RandomWeights() => RandomWeights(Count);

    /// <summary>An output element's place as text.</summary>
    public string Describe(int element)
    {
        for (var output = 0; output < Shapes.Length; output++)
        {
            if (element < Shapes[output].Count)
            {
                var index = $"[{string.Join(", ", Indexing.Of(element, Shapes[output]))}]";
                var which = _order == 1 ? $"{output}" : $"∂/∂{_subject.Inputs[output].Name}";
                return Shapes.Length == 1 && _order == 1 ? index : which + index;
            }

            element -= (int)Shapes[output].Count;
        }

        throw new ArgumentOutOfRangeException(nameof(element));
    }

    private static void CheckFits(Variable? gradient, Variable leaf)
    {
        if (gradient is not null && (gradient.Shape != leaf.Shape || gradient.DType != leaf.DType || gradient.Device != leaf.Device))
        {
            throw new InvalidOperationException(
                $"gradcheck: a gradient is {gradient.DType.Name()}{gradient.Shape} on {gradient.Device} where {leaf.DType.Name()}{leaf.Shape} on {leaf.Device} belongs");
        }
    }

    private Variable[] Outputs(Tape? tape, Variable[] arguments, Variable[] leaves, List<Variable>? below = null)
    {
        var outputs = _subject.Call(arguments);
        for (var level = 1; level < _order; level++)
        {
            below?.AddRange(outputs);
            if (_weights.Count < level)
                _weights.Add(RandomWeights(Flatten(outputs).Length));
            var gradients = Pull(tape!, outputs, _weights[level - 1], leaves, createGraph: true, InputLayout.Contiguous);
            outputs = new Variable[leaves.Length];
            for (var i = 0; i < outputs.Length; i++)
                outputs[i] = gradients[i] ?? Variable.ZerosLike(leaves[i]);
        }

        return outputs;
    }

    private static Variable?[] Pull(Tape tape, Variable[] outputs, double[] cotangent, Variable[] leaves, bool createGraph, InputLayout layout)
    {
        var roots = new List<Variable>();
        var cotangents = new List<Variable?>();
        var start = 0;
        foreach (var output in outputs)
        {
            var count = (int)output.Count;
            if (output.RequiresGrad)
            {
                var part = Variable.From<double>(cotangent.AsSpan(start, count), output.Shape, output.Device);
                roots.Add(output.IsLeaf ? AliasOp.Apply(tape, output) : output);
                cotangents.Add(InputLayouts.Arrange(part, layout) ?? part);
            }

            start += count;
        }

        // What depends on no input at all is constant, and its derivative 0.
        if (roots.Count == 0)
            return new Variable?[leaves.Length];
        var given = cotangents.ConvertAll(part => part!.ToArray<double>());
        var gradients = tape.Gradients(roots, cotangents, leaves, createGraph, retainGraph: true);
        for (var i = 0; i < given.Count; i++)
        {
            if (!Bits.Equal((ReadOnlySpan<double>)given[i], cotangents[i]!.ToArray<double>()))
                throw new InvalidOperationException("gradcheck: a derivative wrote into the cotangent it was given, which others read too; compute a new Variable");
        }

        return gradients;
    }

    private static double[] Flatten(Variable[] outputs)
    {
        var total = 0;
        foreach (var output in outputs)
            total += checked((int)output.Count);
        var values = new double[total];
        var start = 0;
        foreach (var output in outputs)
        {
            output.CopyTo(values.AsSpan(start, (int)output.Count));
            start += (int)output.Count;
        }

        return values;
    }

    private double[] RandomWeights(int count)
    {
        var weights = new double[count];
        for (var i = 0; i < count; i++)
            weights[i] = _random.NextSign() * (32 + _random.NextIndex(64)) / 64;
        return weights;
    }
}
