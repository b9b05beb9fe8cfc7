using Autograd.GradientChecking;

namespace Autograd.Tests.Table.Suites;

/// <summary>
/// The gradient of the gradient: s = Σ ⟨u, Jᵀ·v⟩ differentiated by every input against differences of the plain gradient, by
/// the cotangent against the forward derivative, and ⟨w, H·u⟩ = ⟨u, H·w⟩.
/// </summary>
internal static class SecondOrderSuite
{
    private const double Relative = 1e-12;

    /// <summary>Up to so many inputs the second derivative is taken element by element.</summary>
    private const int SmallInputs = 64;

    public static void Run(OperationSample sample)
    {
        if (sample.SmoothOrder < 2 || Evaluation.Wanted(sample).Length == 0)
            return;
        var u = Probes.Dense(sample, 40);
        var w = Probes.Dense(sample, 50);
        var (byInputs, byCotangents) = Differentiate(sample, u);
        var (other, _) = Differentiate(sample, w);

        var one = Probes.Dot(w, byInputs);
        var two = Probes.Dot(u, other);
        Check.That(
            Math.Abs(one.Sum - two.Sum) <= Relative * Math.Max(1, Math.Max(one.Size, two.Size)), $"⟨w, H·u⟩ = {one.Sum:R}, ⟨u, H·w⟩ = {two.Sum:R}");

        var tangents = ForwardModeSuite.Push(sample, u);
        for (var i = 0; i < tangents.Length; i++)
        {
            if (tangents[i] is { } tangent)
                Check.Near($"∂⟨u, Jᵀ·v⟩/∂v against J·u, output {i}", tangent, byCotangents[i] ?? new double[tangent.Length], Relative);
        }

        ByDifferences(sample, u, byInputs);
    }

    /// <summary>∂s/∂inputs and ∂s/∂cotangents, by a walk over a recorded walk, which is asked for the gradients of some inputs or of all.</summary>
    public static (double[]?[] ByInputs, double[]?[] ByCotangents) Differentiate(
        OperationSample sample, double[]?[] directions, Func<Variable, int, Variable>? cotangentOf = null, int[]? asked = null)
    {
        var inputs = sample.ToVariables();
        var wanted = Evaluation.Wanted(sample);
        foreach (var i in wanted)
            inputs[i].RequiresGrad = true;
        using var tape = new Tape();
        var outputs = sample.Function(inputs);
        var cotangents = new Variable[outputs.Length];
        for (var i = 0; i < outputs.Length; i++)
        {
            cotangents[i] = (cotangentOf ?? Evaluation.Cotangent)(outputs[i], i);
            cotangents[i].RequiresGrad = outputs[i].DType.IsFloat();
        }

        var gradients = Evaluation.Walk(tape, inputs, asked ?? wanted, outputs, (_, i) => cotangents[i], recorded: true);
        Variable? sum = null;
        foreach (var i in wanted)
        {
            if (gradients[i] is not { } gradient || directions[i] is not { } direction)
                continue;
            var term = (gradient * Variable.From(direction, inputs[i].Shape)).Sum();
            sum = sum is null ? term : sum + term;
        }

        var byInputs = Array.ConvertAll(sample.Inputs.ToArray(), input => input.IsDifferentiable ? new double[input.Shape.Count] : null);
        var byCotangents = new double[]?[outputs.Length];
        if (sum is null || !sum.RequiresGrad)
            return (byInputs, byCotangents);
        var second = tape.Gradients(sum, [.. wanted.Select(i => inputs[i]), .. cotangents]);
        for (var k = 0; k < second.Length; k++)
        {
            if (second[k] is not { } result)
                continue;
            if (k < wanted.Length)
                byInputs[wanted[k]] = Numbers.Read(result);
            else
                byCotangents[k - wanted.Length] = Numbers.Read(result);
        }

        return (byInputs, byCotangents);
    }

    private static void ByDifferences(OperationSample sample, double[]?[] u, double[]?[] byInputs)
    {
        var wanted = Evaluation.Wanted(sample);
        if (wanted.Sum(i => sample.Inputs[i].Shape.Count) > SmallInputs)
        {
            Along(sample, u, byInputs, Probes.Signs(sample, 60), "probe");
            return;
        }

        foreach (var i in wanted)
        {
            for (var k = 0; k < byInputs[i]!.Length; k++)
                Along(sample, u, byInputs, Probes.One(sample, i, k), $"∂⟨u, Jᵀ·v⟩/∂input {i}[{k}]");
        }
    }

    private static void Along(OperationSample sample, double[]?[] u, double[]?[] byInputs, double[]?[] direction, string what)
    {
        var line = new Line(sample, direction);
        var (slopes, errors) = Differences.At(t => [Probes.Dot(Evaluation.Run(sample, line.At(t)).Gradients, u).Sum], line.Step);
        var (sum, size) = Probes.Dot(byInputs, direction);
        var scale = Math.Max(1, size);
        GradientSuite.Compare(what, [sum / scale], [slopes[0] / scale], [errors[0] / scale]);
    }
}
