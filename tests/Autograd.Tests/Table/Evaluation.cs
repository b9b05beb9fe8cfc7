using Autograd.GradientChecking;

namespace Autograd.Tests.Table;

/// <summary>Runs a sample's function on a tape of its own and walks back over it.</summary>
internal static class Evaluation
{
    /// <summary>Values and gradients.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="inputs">Its inputs, as the suite wants them laid out.</param>
    /// <param name="cotangentOf">A cotangent for each float output, given the output and its index; <see cref="Cotangent"/> by default.</param>
    /// <param name="wants">Which inputs require a gradient; every differentiable one by default.</param>
    /// <param name="recorded">Whether the walk is recorded too, which takes the derivative's Variable form in place of its kernel.</param>
    public static Outcome Run(
        OperationSample sample, Variable[] inputs, Func<Variable, int, Variable>? cotangentOf = null, Func<int, bool>? wants = null, bool recorded = false)
    {
        var wanted = Wanted(sample, wants);
        foreach (var i in wanted)
            inputs[i].RequiresGrad = true;
        try
        {
            using var tape = new Tape();
            var outputs = sample.Function(inputs);
            var values = Array.ConvertAll(outputs, Numbers.Read);
            return new Outcome(values, Gradients(tape, sample, inputs, wanted, outputs, cotangentOf ?? Cotangent, recorded));
        }
        finally
        {
            foreach (var i in wanted)
                inputs[i].RequiresGrad = false;
        }
    }

    /// <summary>The outputs' elements, with nothing recorded.</summary>
    public static double[][] Values(OperationSample sample, Variable[] inputs)
    {
        using var scope = new Scope();
        return Array.ConvertAll(sample.Function(inputs), Numbers.Read);
    }

    /// <summary>The cotangent suites use where its layout does not matter.</summary>
    public static Variable Cotangent(Variable output, int index) => Numbers.Make(Numbers.Probe(output.Shape, index), output.Shape, output.DType);

    /// <summary>The inputs whose gradient is asked for.</summary>
    public static int[] Wanted(OperationSample sample, Func<int, bool>? wants = null) =>
        [.. Enumerable.Range(0, sample.Inputs.Count).Where(i => sample.Inputs[i].IsDifferentiable && (wants is null || wants(i)))];

    /// <summary>Vector–Jacobian products on an open tape; the walk's contracts are checked on the way.</summary>
    public static Variable?[] Walk(
        Tape tape, Variable[] inputs, int[] wanted, Variable[] outputs, Func<Variable, int, Variable> cotangentOf, bool recorded, bool retain = false)
    {
        var roots = new List<Variable>();
        var cotangents = new List<Variable?>();
        for (var i = 0; i < outputs.Length; i++)
        {
            if (!outputs[i].RequiresGrad)
                continue;
            roots.Add(outputs[i]);
            cotangents.Add(cotangentOf(outputs[i], i));
        }

        var results = new Variable?[inputs.Length];
        if (roots.Count == 0)
            return results;
        var gradients = tape.Gradients(roots, cotangents, [.. wanted.Select(i => inputs[i])], createGraph: recorded, retainGraph: retain);
        for (var k = 0; k < wanted.Length; k++)
        {
            var input = inputs[wanted[k]];
            if (gradients[k] is { } gradient)
            {
                var fits = gradient.Shape == input.Shape && gradient.DType == input.DType && gradient.Device == input.Device;
                Check.That(fits, $"the gradient of input {wanted[k]} is {gradient.DType.Name()}{gradient.Shape}, the input {input.DType.Name()}{input.Shape}");
            }

            results[wanted[k]] = gradients[k];
        }

        return results;
    }

    private static double[]?[] Gradients(
        Tape tape, OperationSample sample, Variable[] inputs, int[] wanted, Variable[] outputs, Func<Variable, int, Variable> cotangentOf, bool recorded)
    {
        var gradients = Walk(tape, inputs, wanted, outputs, cotangentOf, recorded);
        var results = new double[]?[sample.Inputs.Count];
        foreach (var i in wanted)
            results[i] = gradients[i] is { } gradient ? Numbers.Read(gradient) : new double[inputs[i].Count];
        return results;
    }
}
