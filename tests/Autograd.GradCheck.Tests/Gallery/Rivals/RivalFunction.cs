using Autograd.Tapes;

namespace Autograd.GradientChecking.Tests.Gallery.Rivals;

/// <summary>Values and derivatives of a function for the other checks, an array an input and an array an output.</summary>
public sealed class RivalFunction(Func<Variable[], Variable[]> function, Variable[] inputs)
{
    /// <summary>The point.</summary>
    public double[][] At { get; } = Array.ConvertAll(inputs, input => input.ToArray<double>());

    /// <summary>The inputs' sizes.</summary>
    public int[] Sizes => Array.ConvertAll(At, values => values.Length);

    /// <summary>The outputs.</summary>
    public double[][] Value(double[][] at)
    {
        using var tape = new Tape();
        return Array.ConvertAll(function(Leaves(at)), output => output.ToArray<double>());
    }

    /// <summary>The outputs at the point moved along a direction of one input.</summary>
    public double[][] Value(int input, double[] direction, double step)
    {
        var at = (double[][])At.Clone();
        at[input] = [.. At[input].Select((value, i) => value + (step * direction[i]))];
        return Value(at);
    }

    /// <summary>Jᵀv at the point, zeros where nothing arrived.</summary>
    public double[][] Pull(double[][] cotangents) => Pull([cotangents])[0];

    /// <summary>Jᵀv for several v from one recording.</summary>
    public double[][][] Pull(IReadOnlyList<double[][]> cotangents)
    {
        using var tape = new Tape();
        var leaves = Leaves(At);
        var outputs = function(leaves);
        return [.. cotangents.Select(v => Array.ConvertAll(
            Gradients(tape, outputs, [.. outputs.Select((output, i) => Variable.From(v[i], output.Shape))], leaves, createGraph: false),
            gradient => gradient.ToArray<double>()))];
    }

    /// <summary>Ju of every output.</summary>
    public double[][] Push(double[][] tangents)
    {
        using var tape = new Tape { RetainsEverything = true };
        var leaves = Leaves(At);
        foreach (var leaf in leaves)
            tape.MakeLeaf(leaf);
        var outputs = function(leaves);
        var push = new Pushforward(tape, firstSlot: 0);
        for (var i = 0; i < leaves.Length; i++)
            push.Seed(leaves[i], Variable.From(tangents[i], leaves[i].Shape));
        tape.Suspend();
        push.Run(0, tape.NodeCount);
        tape.Resume();
        return Array.ConvertAll(outputs, output => push.Tangent(output)?.ToArray<double>() ?? new double[output.Count]);
    }

    /// <summary>The gradients for cotangents that are further inputs.</summary>
    public RivalFunction WithCotangents(Func<int, double[]> random)
    {
        using var tape = new Tape();
        var outputs = function(Leaves(At));
        var cotangents = Array.ConvertAll(outputs, output => Variable.From(random((int)output.Count), output.Shape).Keep());
        var own = inputs.Length;
        return new(all => Gradients(Tape.Active!, function(all[..own]), all[own..], all[..own], createGraph: true), [.. inputs, .. cotangents]);
    }

    /// <summary>The gradients for the outputs as cotangents.</summary>
    public RivalFunction OfItself() => new(
        all =>
        {
            var outputs = function(all);
            return Gradients(Tape.Active!, outputs, outputs, all, createGraph: true);
        },
        inputs);

    private static Variable[] Gradients(Tape tape, Variable[] outputs, Variable[] cotangents, Variable[] leaves, bool createGraph)
    {
        var tracked = Enumerable.Range(0, outputs.Length).Where(i => outputs[i].RequiresGrad).ToArray();
        if (tracked.Length == 0)
            return Array.ConvertAll(leaves, Variable.ZerosLike);
        var gradients = tape.Gradients([.. tracked.Select(i => outputs[i])], [.. tracked.Select(i => cotangents[i])], leaves, createGraph, retainGraph: true);
        return [.. gradients.Select((gradient, i) => Fitting(gradient ?? Variable.ZerosLike(leaves[i]), leaves[i]))];
    }

    private static Variable Fitting(Variable gradient, Variable leaf) => gradient.Shape == leaf.Shape && gradient.DType == leaf.DType
        ? gradient
        : throw new InvalidOperationException("rival: the gradient has another shape or element type than its input");

    private Variable[] Leaves(double[][] at) => [.. at.Select((values, i) => Variable.From(values, inputs[i].Shape).WithGrad())];
}
