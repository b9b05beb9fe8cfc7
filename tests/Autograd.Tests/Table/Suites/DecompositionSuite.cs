using Autograd.GradientChecking;
using Autograd.Ops;

namespace Autograd.Tests.Table.Suites;

/// <summary>
/// Every fused operation that a sample's function records against its decomposition into primitives: values, gradients and
/// second order.
/// </summary>
internal static class DecompositionSuite
{
    private const double Relative = 1e-12;

    public static void Run(OperationSample sample)
    {
        var number = 0;
        foreach (var (operation, inputs, outputs) in Fused(sample))
        {
            var what = $"{operation.Name}, call {number++}";
            var direct = Taken(sample, inputs, x => Operation.ApplyMany(operation, x, outputs));
            var decomposed = Taken(sample, inputs, x => operation.DecomposeMany(x));
            var (shapes, shapesExpected) = (Shapes(direct), Shapes(decomposed));
            Check.That(shapes == shapesExpected, $"{what}: the outputs are {shapes}, decomposed {shapesExpected}");
            var one = Evaluation.Run(direct, direct.ToVariables());
            var other = Evaluation.Run(decomposed, decomposed.ToVariables());
            Check.Near($"{what}: values", other.AllValues, one.AllValues, Relative);
            Check.Near($"{what}: gradients", other.AllGradients, one.AllGradients, Relative);
            if (sample.SmoothOrder < 2 || Evaluation.Wanted(direct).Length == 0)
                continue;
            var u = Probes.Dense(direct, 70);
            var (second, byCotangents) = SecondOrderSuite.Differentiate(direct, u);
            var (expected, byCotangentsExpected) = SecondOrderSuite.Differentiate(decomposed, u);
            Check.Near($"{what}: second order", Join(expected), Join(second), Relative);
            Check.Near($"{what}: ∂⟨u, Jᵀ·v⟩/∂v", Join(byCotangentsExpected), Join(byCotangents), Relative);
        }
    }

    /// <summary>The fused operations recorded, each with its inputs' numbers and how many outputs it has.</summary>
    private static List<(FusedOperation Operation, SampleInput[] Inputs, int Outputs)> Fused(OperationSample sample)
    {
        var found = new List<(FusedOperation, SampleInput[], int)>();
        var inputs = sample.ToVariables();
        foreach (var i in Evaluation.Wanted(sample))
            inputs[i].RequiresGrad = true;
        using var tape = new Tape();
        sample.Function(inputs);
        for (var index = 0; index < tape.NodeCount; index++)
        {
            if (tape.Node(index) is { Operation: FusedOperation fused } node)
                found.Add((fused, [.. Enumerable.Range(0, node.InputCount).Select(i => Copied(node.Input(i)))], node.OutputCount));
        }

        return found;
    }

    private static SampleInput Copied(Variable x) =>
        SampleInput.Of(x.Shape, Numbers.Read(x)) with { DType = x.DType, IsDifferentiable = x.DType.IsFloat() };

    private static OperationSample Taken(OperationSample sample, SampleInput[] inputs, Func<Variable[], Variable[]> function) =>
        sample with { Function = function, Inputs = inputs, Reference = null, GradientReference = null };

    /// <summary>The outputs' types and shapes: those without elements have nothing else.</summary>
    private static string Shapes(OperationSample sample)
    {
        using var scope = new Scope();
        return string.Join(", ", sample.Function(sample.ToVariables()).Select(output => $"{output.DType.Name()}{output.Shape}"));
    }

    private static double[] Join(double[]?[] parts) => Numbers.Join(parts.OfType<double[]>());
}
