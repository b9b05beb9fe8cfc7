namespace Autograd.GradientChecking;

/// <summary>Finds the element behind a probe that failed, by halving: first the input's, then the output's.</summary>
internal sealed class Locator(Paths paths, Stage stage, GradCheckOptions options, int input, double[] cotangent, double[]? product)
{
    /// <summary>How many elements around the worst are differenced for the diagnosis.</summary>
    private const int Neighbourhood = 24;

    /// <summary>Halves the direction, then the cotangent, each time keeping the half that differs more.</summary>
    public (int Element, string Output, double Analytic, DerivativeEstimate Numeric) Find(double[] direction)
    {
        // A NaN in the gradient shows in every product, so it is looked for by itself.
        var unbounded = product is null ? -1 : Array.FindIndex(product, number => !double.IsFinite(number));
        var support = unbounded >= 0 ? [unbounded] : Support(direction);
        while (support.Length > 1)
        {
            var front = support[..(support.Length / 2)];
            var back = support[(support.Length / 2)..];
            support = Excess(Masked(direction, front)) >= Excess(Masked(direction, back)) ? front : back;
        }

        var element = support[0];
        var unit = new double[direction.Length];
        unit[element] = 1;
        var outputs = Support(cotangent);
        while (outputs.Length > 1)
        {
            var front = outputs[..(outputs.Length / 2)];
            var back = outputs[(outputs.Length / 2)..];
            outputs = Excess(unit, element, Masked(cotangent, front)) >= Excess(unit, element, Masked(cotangent, back)) ? front : back;
        }

        var one = new double[cotangent.Length];
        one[outputs[0]] = 1;
        var analytic = stage.Vjp([one])[0][input]?[element] ?? 0;
        return (element, stage.Describe(outputs[0]), analytic, paths.Projected(input, unit, [one])[0]);
    }

    /// <summary>The diagnosis from the elements around the worst.</summary>
    public string Explain(int element, Shape shape)
    {
        var count = (int)shape.Count;
        var numeric = new double[count];
        Array.Fill(numeric, double.NaN);
        var first = Math.Max(0, Math.Min(element - (Neighbourhood / 2), count - Neighbourhood));
        for (var i = first; i < Math.Min(count, first + Neighbourhood); i++)
        {
            var unit = new double[count];
            unit[i] = 1;
            numeric[i] = paths.Projected(input, unit, [cotangent])[0].Value;
        }

        return Diagnosis.Explain([new DiagnosisRow(product ?? new double[count], numeric)], shape, stage.Count);
    }

    private double Excess(double[] direction)
    {
        var numeric = paths.Projected(input, direction, [cotangent])[0];
        return Part(product is null ? 0 : Compensated.Dot(product, direction), numeric);
    }

    private double Excess(double[] unit, int element, double[] masked) =>
        Part(stage.Vjp([masked])[0][input]?[element] ?? 0, paths.Projected(input, unit, [masked])[0]);

    /// <summary>By the plain difference: a half with less in it must not win because its tolerance is smaller.</summary>
    private double Part(double analytic, DerivativeEstimate numeric)
    {
        options.Cancellation.ThrowIfCancellationRequested();
        var difference = Math.Abs(analytic - numeric.Value);
        return double.IsNaN(difference) ? double.PositiveInfinity : difference;
    }

    private static int[] Support(double[] vector)
    {
        var places = new List<int>();
        for (var i = 0; i < vector.Length; i++)
        {
            if (vector[i] != 0)
                places.Add(i);
        }

        return [.. places];
    }

    private static double[] Masked(double[] vector, int[] places)
    {
        var masked = new double[vector.Length];
        foreach (var place in places)
            masked[place] = vector[place];
        return masked;
    }
}
