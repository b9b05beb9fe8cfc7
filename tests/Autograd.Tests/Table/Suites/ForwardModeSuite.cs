using Autograd.GradientChecking;

namespace Autograd.Tests.Table.Suites;

/// <summary>⟨v, J·u⟩ = ⟨Jᵀ·v, u⟩: the forward derivative against the backward one, with no step at all.</summary>
internal static class ForwardModeSuite
{
    private const double Relative = 1e-12;

    public static void Run(OperationSample sample)
    {
        if (sample.SmoothOrder < 1 || Evaluation.Wanted(sample).Length == 0)
            return;
        var gradients = Evaluation.Run(sample, sample.ToVariables()).Gradients;
        Agree(sample, gradients, Probes.Dense(sample, 5), "all inputs");
        var wanted = Evaluation.Wanted(sample);
        if (wanted.Length == 1)
            return;
        foreach (var only in wanted)
        {
            var directions = Probes.Dense(sample, 6);
            for (var i = 0; i < directions.Length; i++)
                directions[i] = i == only ? directions[i] : null;
            Agree(sample, gradients, directions, $"input {only} alone");
        }
    }

    /// <summary>J·u for one direction, an array an output; null for integer outputs.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="directions">An array an input, null for those that do not move.</param>
    /// <param name="lay">Where in memory the tangents lie; contiguous by default.</param>
    public static double[]?[] Push(OperationSample sample, double[]?[] directions, Func<Variable, Variable?>? lay = null)
    {
        var inputs = sample.ToVariables();
        var wanted = Evaluation.Wanted(sample);
        var count = Evaluation.Values(sample, inputs).Length;
        var results = new double[]?[count];
        for (var output = 0; output < count; output++)
        {
            var index = output;
            using var scope = new Scope();
            var (value, product) = Derivatives.Jvp(
                moving => sample.Function(Replaced(inputs, wanted, moving))[index],
                [.. wanted.Select(i => inputs[i])],
                [.. wanted.Select(i => directions[i] is { } u ? Laid(Variable.From(u, inputs[i].Shape), lay) : null)]);
            if (value.DType.IsFloat())
                results[output] = Numbers.Read(product);
        }

        return results;
    }

    private static void Agree(OperationSample sample, double[]?[] gradients, double[]?[] directions, string what)
    {
        var tangents = Push(sample, directions);
        var cotangents = new double[]?[tangents.Length];
        var outputs = sample.Function(sample.ToVariables());
        for (var i = 0; i < outputs.Length; i++)
            cotangents[i] = Numbers.Probe(outputs[i].Shape, i);
        var forward = Probes.Dot(cotangents, tangents);
        var backward = Probes.Dot(gradients, directions);
        var tolerance = Relative * Math.Max(1, Math.Max(forward.Size, backward.Size));
        Check.That(Math.Abs(forward.Sum - backward.Sum) <= tolerance, $"{what}: ⟨v, J·u⟩ = {forward.Sum:R}, ⟨Jᵀ·v, u⟩ = {backward.Sum:R}");
    }

    private static Variable Laid(Variable tangent, Func<Variable, Variable?>? lay) => lay?.Invoke(tangent) ?? tangent;

    private static Variable[] Replaced(Variable[] inputs, int[] wanted, IReadOnlyList<Variable> moving)
    {
        var all = (Variable[])inputs.Clone();
        for (var k = 0; k < wanted.Length; k++)
            all[wanted[k]] = moving[k];
        return all;
    }
}
