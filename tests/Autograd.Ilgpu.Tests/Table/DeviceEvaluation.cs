using Autograd.GradientChecking;

namespace Autograd.Ilgpu.Tests.Table;

/// <summary>Runs a sample on a device, each walk on a tape of its own.</summary>
internal static class DeviceEvaluation
{
    /// <summary>The spacing of float32 below 1: what a perturbation moves numbers by.</summary>
    public const double Unit = 1.0 / (1 << 24);

    /// <summary>Every order that the sample has.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="dtype">The type it computes in.</param>
    /// <param name="rounded">The type its numbers are rounded to before.</param>
    /// <param name="perturbation">Which of the fixed ways each number is moved up or down by one <see cref="Unit"/> of itself; negative for none.</param>
    public static DeviceOutcome Run(OperationSample sample, Device device, DType dtype, DType rounded, int perturbation = -1)
    {
        var source = new Numbers(rounded, dtype, device, perturbation);
        var (values, gradients) = First(sample, source);
        var (recorded, second) = sample.SmoothOrder < 2 || Wanted(sample).Length == 0 ? ([], []) : Second(sample, source);
        return new DeviceOutcome(values, gradients, recorded, second);
    }

    private static (double[] Values, double[] Gradients) First(OperationSample sample, Numbers source)
    {
        var (inputs, wanted) = Prepare(sample, source);
        using var tape = new Tape();
        var outputs = sample.Function(inputs);
        var values = outputs.SelectMany(Read).ToArray();
        var roots = outputs.Select(static (output, i) => (output, i)).Where(static root => root.output.RequiresGrad).ToArray();
        if (roots.Length == 0)
            return (values, []);
        var gradients = tape.Gradients(
            [.. roots.Select(static root => root.output)], [.. roots.Select(root => source.Cotangent(root.output, root.i))], [.. wanted.Select(i => inputs[i])]);
        return (values, Join(gradients, [.. wanted.Select(i => inputs[i])]));
    }

    private static (double[] Recorded, double[] Second) Second(OperationSample sample, Numbers source)
    {
        var (inputs, wanted) = Prepare(sample, source);
        using var tape = new Tape();
        var outputs = sample.Function(inputs);
        var roots = new List<Variable>();
        var cotangents = new List<Variable>();
        for (var i = 0; i < outputs.Length; i++)
        {
            if (!outputs[i].RequiresGrad)
                continue;
            roots.Add(outputs[i]);
            cotangents.Add(source.Cotangent(outputs[i], i).WithGrad());
        }

        if (roots.Count == 0)
            return ([], []);
        Variable[] leaves = [.. wanted.Select(i => inputs[i])];
        var gradients = tape.Gradients(roots, [.. cotangents], leaves, createGraph: true);
        Variable? sum = null;
        for (var k = 0; k < wanted.Length; k++)
        {
            if (gradients[k] is not { } gradient)
                continue;
            var term = (gradient * source.Probe(leaves[k].Shape, 40 + (31 * wanted[k]))).Sum();
            sum = sum is null ? term : sum + term;
        }

        var recorded = Join(gradients, leaves);
        if (sum is null || !sum.RequiresGrad)
            return (recorded, []);
        Variable[] by = [.. leaves, .. cotangents];
        return (recorded, Join(tape.Gradients(sum, by), by));
    }

    private static (Variable[] Inputs, int[] Wanted) Prepare(OperationSample sample, Numbers source)
    {
        var wanted = Wanted(sample);
        var inputs = new Variable[sample.Inputs.Count];
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = source.Input(sample.Inputs[i], i);
            inputs[i].RequiresGrad = sample.Inputs[i].IsDifferentiable;
        }

        return (inputs, wanted);
    }

    private static int[] Wanted(OperationSample sample) => [.. Enumerable.Range(0, sample.Inputs.Count).Where(i => sample.Inputs[i].IsDifferentiable)];

    private static double[] Join(Variable?[] parts, Variable[] like) =>
        [.. parts.SelectMany((part, k) => part is null ? new double[like[k].Count] : Read(part))];

    private static double[] Read(Variable x) => x.To(Device.Cpu).To(DType.Float64).ToArray<double>();

    /// <summary>Makes a sample's Variables from the numbers of its inputs and from probes.</summary>
    private sealed record Numbers(DType Rounded, DType Computed, Device Device, int Perturbation)
    {
        public Variable Input(SampleInput input, int i) =>
            input.DType == DType.Float64 ? Make(input.Values.ToArray(), input.Shape, i, Computed) : input.ToVariable(device: Device);

        public Variable Cotangent(Variable output, int i) => Make(SampleInput.Spread(output.Shape, -1.5, 1.5, 1000 + i).Values.ToArray(), output.Shape, 100 + i, output.DType);

        public Variable Probe(Shape shape, int seed) => Make(SampleInput.Spread(shape, -1.5, 1.5, 1000 + seed).Values.ToArray(), shape, 200 + seed, Computed);

        private Variable Make(double[] values, Shape shape, int seed, DType dtype)
        {
            if (Rounded == DType.Float32)
                values = Array.ConvertAll(values, static value => (double)(float)value);
            if (Perturbation >= 0)
            {
                var random = new Random((1000 * seed) + Perturbation);
                values = Array.ConvertAll(values, value => value * (1 + (random.Next(2) == 0 ? Unit : -Unit)));
            }

            return Variable.From(values, shape).To(dtype).To(Device);
        }
    }
}
