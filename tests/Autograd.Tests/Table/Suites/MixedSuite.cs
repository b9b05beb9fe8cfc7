using Autograd.GradientChecking;

namespace Autograd.Tests.Table.Suites;

/// <summary>
/// Mixed second derivatives, where the first derivative is taken by one input alone: ∂⟨u, Jᵢᵀ·v⟩/∂x and ∂⟨v, Jᵢ·u⟩/∂x for every
/// input x. What the first derivative was not asked for must still be seen by the second.
/// </summary>
internal static class MixedSuite
{
    private const double Relative = 1e-12;

    public static void Run(OperationSample sample)
    {
        if (sample.SmoothOrder < 2)
            return;
        foreach (var only in Evaluation.Wanted(sample))
        {
            var directions = Probes.Dense(sample, 40);
            for (var i = 0; i < directions.Length; i++)
                directions[i] = i == only ? directions[i] : null;
            var (expected, byCotangents) = SecondOrderSuite.Differentiate(sample, directions);
            var (backward, backwardByCotangents) = SecondOrderSuite.Differentiate(sample, directions, asked: [only]);
            Compare(sample, $"reverse over reverse by input {only} alone", expected, backward);
            for (var i = 0; i < byCotangents.Length; i++)
            {
                if (byCotangents[i] is { } wanted)
                    Check.Near($"reverse over reverse by input {only} alone: ∂/∂v, output {i}", wanted, backwardByCotangents[i] ?? new double[wanted.Length], Relative);
            }

            Compare(sample, $"reverse over forward by input {only} alone", expected, ReverseOverForward(sample, only, directions[only]!));
        }
    }

    private static void Compare(OperationSample sample, string what, double[]?[] expected, double[]?[] actual)
    {
        foreach (var i in Evaluation.Wanted(sample))
        {
            var size = Math.Max(1, Check.Largest(expected[i]!));
            Check.Near($"{what}: ∂/∂input {i}", expected[i]!, actual[i]!, _ => Relative * size);
        }
    }

    private static double[]?[] ReverseOverForward(OperationSample sample, int only, double[] direction)
    {
        var inputs = sample.ToVariables();
        var wanted = Evaluation.Wanted(sample);
        foreach (var i in wanted)
            inputs[i].RequiresGrad = true;
        var results = Array.ConvertAll(sample.Inputs.ToArray(), input => input.IsDifferentiable ? new double[input.Shape.Count] : null);
        using var tape = new Tape();
        var tangent = Variable.From(direction, inputs[only].Shape);
        var count = sample.Function(inputs).Length;
        Variable? sum = null;
        for (var output = 0; output < count; output++)
        {
            var index = output;
            var (value, product) = Derivatives.Jvp(x => sample.Function([.. inputs.Select((input, i) => i == only ? x : input)])[index], inputs[only], tangent);
            if (!value.DType.IsFloat())
                continue;
            var term = (product * Evaluation.Cotangent(value, output)).Sum();
            sum = sum is null ? term : sum + term;
        }

        if (sum is null || !sum.RequiresGrad)
            return results;
        var gradients = tape.Gradients(sum, [.. wanted.Select(i => inputs[i])]);
        for (var k = 0; k < wanted.Length; k++)
        {
            if (gradients[k] is { } gradient)
                results[wanted[k]] = Numbers.Read(gradient);
        }

        return results;
    }
}
