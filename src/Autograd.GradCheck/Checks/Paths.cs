namespace Autograd.GradientChecking;

/// <summary>Differences along directions of one input.</summary>
internal sealed class Paths(Subject subject, Stage stage, GradCheckOptions options)
{
    /// <summary>The differences go on until their error bar is this part of the tolerance, half of what a verdict needs.</summary>
    private const double Aim = 0.05;

    /// <summary>The derivatives of every output element.</summary>
    public DerivativeEstimate[] Outputs(int input, double[] direction)
    {
        var start = stage.Values;
        return Run(input, direction, Array.ConvertAll(start, Math.Abs), now =>
        {
            var rise = new double[start.Length];
            for (var i = 0; i < rise.Length; i++)
                rise[i] = now[i] - start[i];
            return rise;
        });
    }

    /// <summary>The derivatives of ⟨v, f⟩ for several v.</summary>
    public DerivativeEstimate[] Projected(int input, double[] direction, double[][] cotangents)
    {
        var start = stage.Values;
        var sizes = Array.ConvertAll(start, Math.Abs);
        var magnitudes = Array.ConvertAll(cotangents, v => Compensated.Dot(Array.ConvertAll(v, Math.Abs), sizes));

        // Rounding errors of many outputs are independent of each other: their sum grows as the root.
        for (var v = 0; v < magnitudes.Length; v++)
            magnitudes[v] /= Math.Sqrt(Math.Max(1, start.Length));
        return Run(input, direction, magnitudes, now => Array.ConvertAll(cotangents, v => Compensated.DotDifference(v, now, start)));
    }

    /// <summary>The derivative of ⟨v, f⟩ at another point than the check's.</summary>
    public DerivativeEstimate Elsewhere(int input, double[] from, double[] direction, double[] cotangent)
    {
        subject.Move(input, from);
        var start = stage.Evaluate();
        var magnitude = Compensated.Dot(Array.ConvertAll(cotangent, Math.Abs), Array.ConvertAll(start, Math.Abs)) / Math.Sqrt(Math.Max(1, start.Length));
        return Run(input, direction, [magnitude], now => [Compensated.DotDifference(cotangent, now, start)], from)[0];
    }

    private DerivativeEstimate[] Run(int input, double[] direction, double[] magnitudes, Func<double[], double[]> rise, double[]? from = null)
    {
        var at = subject.Inputs[input];
        var point = from ?? at.Values;
        var moved = new double[at.Count];
        var coarseness = stage.HasSingles ? Precision.SinglesToDoubles : 1;
        var samples = new PathSamples(Sample, Array.ConvertAll(magnitudes, magnitude => magnitude * coarseness), options.Cancellation);
        try
        {
            var room = at.Domain.Room(point, at.Shape, direction);
            return new PathDerivative(samples, StepScale.Of(point, direction), room, size => Aim * options.Tolerance(size)).Run();
        }
        finally
        {
            subject.Restore(input);
        }

        double[] Sample(double t)
        {
            for (var i = 0; i < moved.Length; i++)
                moved[i] = direction[i] == 0 ? point[i] : point[i] + (t * direction[i]);
            subject.Move(input, moved);
            var now = stage.Evaluate();
            return now.Length == stage.Count
                ? rise(now)
                : throw new InvalidOperationException($"gradcheck: the function gave {stage.Count} elements, and {now.Length} nearby; its shapes must not depend on values");
        }
    }
}
