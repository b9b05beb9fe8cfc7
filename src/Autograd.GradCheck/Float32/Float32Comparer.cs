using Autograd.Tapes;

namespace Autograd.GradientChecking;

/// <summary>
/// Computes both gradients and the conditioning for <see cref="Float32Comparison"/>. The exact one is the processor's in float64; the
/// other may be another device's, and in float64 too: then a unit of the last place takes the place of float32's half one.
/// </summary>
internal static class Float32Comparer
{
    private static readonly double HalfUlp = Math.ScaleB(1, -24);
    private static readonly double DoubleUlp = Math.ScaleB(1, -52);

    private const double SmallPart = 1.0 / (1 << 10);
    private const int Perturbations = 8;

    public static Float32Comparison Run(Func<Variable[], Variable[]> function, IReadOnlyList<Variable> inputs, ulong seed, double smallest) =>
        Run(function, inputs, seed, smallest, null, DType.Float32);

    /// <summary>Compares the gradient that a device gives in a precision with the processor's in float64.</summary>
    /// <param name="function">The function.</param>
    /// <param name="inputs">Where, on any device.</param>
    /// <param name="seed">Of cotangents and perturbations.</param>
    /// <param name="smallest">A size that scales never fall below.</param>
    /// <param name="device">The device; null to have both computed where the inputs lie.</param>
    /// <param name="dtype">float32 or float64.</param>
    public static Float32Comparison Run(
        Func<Variable[], Variable[]> function, IReadOnlyList<Variable> inputs, ulong seed, double smallest, Device? device, DType dtype)
    {
        var unit = dtype == DType.Float32 ? HalfUlp : DoubleUlp;
        var previous = Arena.EnterThread(null);
        using var poison = Poison.Begin();
        var draws = new RandomLog();
        var isFirst = true;
        try
        {
            var stream = new ProbeStream(seed);
            var points = new double[inputs.Count][];
            for (var i = 0; i < points.Length; i++)
                points[i] = inputs[i].DType.IsFloat() ? inputs[i].Detach().To(DType.Float32).To(DType.Float64).ToArray<double>() : [];
            double[]?[] Gradient(DType type, double nudge, Device? on)
            {
                var around = draws.Enter(replay: !isFirst);
                isFirst = false;
                try
                {
                    return Float32Comparer.Gradient(function, inputs, points, type, new ProbeStream(seed), stream, nudge, on);
                }
                finally
                {
                    RandomLog.Leave(around);
                }
            }

            Device? plain = device is null ? null : Device.Cpu;
            var exact = Gradient(DType.Float64, 0, plain);
            var rounded = Gradient(dtype, 0, device);
            var spread = Array.ConvertAll(exact, gradient => new double[gradient?.Length ?? 0]);
            for (var p = 0; p < Perturbations; p++)
                Widen(spread, exact, Gradient(DType.Float64, unit, plain));
            return Compare(inputs, exact, rounded, spread, smallest, unit);
        }
        finally
        {
            Arena.LeaveThread(previous);
        }
    }

    /// <summary>The gradient of Σ weights · outputs in a precision, with inputs and weights nudged by a relative amount either way.</summary>
    private static double[]?[] Gradient(
        Func<Variable[], Variable[]> function, IReadOnlyList<Variable> inputs, double[][] points, DType dtype, ProbeStream weights, ProbeStream signs, double nudge, Device? device)
    {
        double Nudged(double value) => nudge == 0 ? value : value * (1 + (signs.NextSign() * nudge));
        using var tape = new Tape();
        var arguments = new Variable[inputs.Count];
        var leaves = new List<Variable>();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!inputs[i].DType.IsFloat())
            {
                arguments[i] = inputs[i].Detach().To(device ?? inputs[i].Device);
                continue;
            }

            arguments[i] = Variable.From(Array.ConvertAll(points[i], Nudged), inputs[i].Shape, device ?? inputs[i].Device).To(dtype).WithGrad();
            leaves.Add(arguments[i]);
        }

        if (leaves.Count == 0)
            throw new ArgumentException("gradcheck: no input is float32 or float64; there is nothing to differentiate by");
        var roots = new List<Variable>();
        var cotangents = new List<Variable?>();
        foreach (var output in function(arguments))
        {
            if (!output.DType.IsFloat() || !output.RequiresGrad)
                continue;
            if (output.DType != dtype)
                throw new InvalidOperationException($"gradcheck: an output is {output.DType.Name()} for {dtype.Name()} inputs; write the function so that it keeps its inputs' dtype");
            var cotangent = new double[output.Count];
            for (var k = 0; k < cotangent.Length; k++)
                cotangent[k] = Nudged(weights.NextSign() * (32 + weights.NextIndex(64)) / 64);
            roots.Add(output.IsLeaf ? Ops.AliasOp.Apply(tape, output) : output);
            cotangents.Add(Variable.From(cotangent, output.Shape, output.Device).To(dtype));
        }

        if (roots.Count == 0)
            throw new InvalidOperationException("gradcheck: no output depends on an input; there is nothing to compare");
        return Array.ConvertAll(tape.Gradients(roots, cotangents, leaves), gradient => gradient?.To(DType.Float64).ToArray<double>());
    }

    private static void Widen(double[][] spread, double[]?[] exact, double[]?[] nudged)
    {
        for (var i = 0; i < spread.Length; i++)
        {
            for (var k = 0; k < spread[i].Length; k++)
                spread[i][k] = Math.Max(spread[i][k], Math.Abs(nudged[i]![k] - exact[i]![k]));
        }
    }

    private static Float32Comparison Compare(
        IReadOnlyList<Variable> inputs, double[]?[] exact, double[]?[] rounded, double[][] spread, double smallest, double unit)
    {
        var result = new Float32Comparison(0, 0, [], 0, 0, 0);
        var compared = 0L;
        var leaf = 0;
        for (var i = 0; i < inputs.Count; i++)
        {
            if (!inputs[i].DType.IsFloat())
                continue;
            var gradients = (Exact: exact[leaf], Rounded: rounded[leaf], Spread: spread[leaf++]);
            if ((gradients.Exact is null) != (gradients.Rounded is null))
                throw new InvalidOperationException($"gradcheck: input {i} gets a gradient in one precision only");
            var largest = 0.0;
            foreach (var number in gradients.Exact ?? [])
                largest = Math.Max(largest, Math.Abs(number));
            for (var k = 0; k < (gradients.Exact?.Length ?? 0); k++)
            {
                compared++;
                var (g64, g32) = (gradients.Exact![k], gradients.Rounded![k]);
                if (g64.Equals(g32) || g64 == g32)
                    continue;
                var scale = Math.Max(Math.Max(Math.Abs(g64), gradients.Spread[k] / unit), Math.Max(SmallPart * largest, smallest));
                var ulps = Math.Abs(g32 - g64) / (unit * scale);
                if (!(ulps <= result.WorstUlps))
                    result = new Float32Comparison(double.IsNaN(ulps) ? double.PositiveInfinity : ulps, i, Indexing.Of(k, inputs[i].Shape), g32, g64, 0);
            }
        }

        return result with { Compared = compared };
    }
}
