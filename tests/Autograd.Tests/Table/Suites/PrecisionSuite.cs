using Autograd.GradientChecking;

namespace Autograd.Tests.Table.Suites;

/// <summary>
/// Float32 against float64 on the same, rounded numbers: values and gradients differ by a few units of float32's rounding,
/// scaled by how much the result moves when inputs and cotangents are off by one unit each.
/// </summary>
internal static class PrecisionSuite
{
    /// <summary>The spacing of float32 below 1, half an ulp of a number just above 1.</summary>
    private const double Unit = 1.0 / (1 << 24);

    /// <summary>How many units: the kernels' two ulps, and an operation's own intermediate results.</summary>
    private const double Units = 16;

    /// <summary>Below this float32 has no relative precision.</summary>
    private const double SmallestNormal = 1.1754943508222875e-38;

    private const int Perturbations = 8;

    public static void Run(OperationSample sample)
    {
        var inputs = sample.ToVariables(DType.Float32);
        var single = Evaluation.Run(sample, inputs);
        var exact = Double(sample, inputs, perturbation: -1);
        var valueMoves = new double[exact.AllValues.Length];
        var gradientMoves = new double[exact.AllGradients.Length];
        for (var perturbation = 0; perturbation < Perturbations; perturbation++)
        {
            var moved = Double(sample, inputs, perturbation);
            Widen(valueMoves, exact.AllValues, moved.AllValues);
            Widen(gradientMoves, exact.AllGradients, moved.AllGradients);
        }

        Compare("values", exact.AllValues, single.AllValues, valueMoves, smallest: SmallestNormal);

        // A rule that reads its rounded output may lose relative accuracy where its derivative is small, 1 − y² far out,
        // but no absolute accuracy.
        Compare("gradients", exact.AllGradients, single.AllGradients, gradientMoves, smallest: 1);
    }

    private static Outcome Double(OperationSample sample, Variable[] rounded, int perturbation)
    {
        var inputs = new Variable[rounded.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = sample.Inputs[i].DType == DType.Float64
                ? Variable.From(Moved(Numbers.Read(rounded[i]), perturbation, i), rounded[i].Shape)
                : sample.Inputs[i].ToVariable();
        }

        return Evaluation.Run(sample, inputs, (y, i) =>
        {
            var cotangent = Numbers.Read(Numbers.Make(Numbers.Probe(y.Shape, i), y.Shape, DType.Float32));
            return Numbers.Make(Moved(cotangent, perturbation, 100 + i), y.Shape, y.DType);
        });
    }

    /// <summary>Each number up or down by a unit, by the bits of a fixed sequence.</summary>
    private static double[] Moved(double[] values, int perturbation, int seed)
    {
        if (perturbation < 0)
            return values;
        var random = new Random((1000 * seed) + perturbation);
        return Array.ConvertAll(values, v => v * (1 + (random.Next(2) == 0 ? Unit : -Unit)));
    }

    private static void Widen(double[] moves, double[] exact, double[] moved)
    {
        for (var i = 0; i < moves.Length; i++)
        {
            var move = Math.Abs(moved[i] - exact[i]);
            if (move > moves[i])
                moves[i] = move;
        }
    }

    private static void Compare(string what, double[] exact, double[] single, double[] moves, double smallest)
    {
        // What float32 cannot hold overflows to infinity, as rounding does.
        var expected = Array.ConvertAll(exact, v => (double)(float)v);
        Check.Near($"float32 {what}", expected, single, i => (Units * ((Unit * Math.Max(smallest, Math.Abs(exact[i]))) + moves[i])) + (2 * SmallestNormal));
    }
}
