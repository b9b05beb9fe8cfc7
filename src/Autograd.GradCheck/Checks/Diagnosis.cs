using System.Globalization;

namespace Autograd.GradientChecking;

/// <summary>Reads the mistake from the pattern of a gradient's differences.</summary>
internal static class Diagnosis
{
    private const double Near = 1e-6;

    /// <summary>The likeliest mistake, in a sentence.</summary>
    /// <param name="rows">Gradients by one input for one or more cotangents.</param>
    /// <param name="shape">The input's shape.</param>
    /// <param name="outputs">How many elements the function has.</param>
    public static string Explain(IReadOnlyList<DiagnosisRow> rows, Shape shape, int outputs)
    {
        var scale = 0.0;
        foreach (var row in rows)
        {
            foreach (var number in row.Numeric)
                scale = double.IsFinite(number) ? Math.Max(scale, Math.Abs(number)) : scale;
        }

        var pairs = new List<(double Analytic, double Numeric)>();
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Numeric.Length; i++)
            {
                if (double.IsFinite(row.Numeric[i]))
                    pairs.Add((row.Analytic[i], row.Numeric[i]));
            }
        }

        if (pairs.Exists(pair => !double.IsFinite(pair.Analytic)))
            return "not finite: the analytic gradient is NaN or ∞ where the differences are finite";
        if (pairs.TrueForAll(pair => pair.Analytic == 0))
            return "disconnected: the analytic gradient is 0 everywhere and the differences are not; a Detach, a missing Vjp, or a constant in between";
        var wrong = pairs.FindAll(pair => !Passes(pair.Analytic, pair.Numeric));
        var share = $"in {wrong.Count} of {pairs.Count} entries";
        if (CommonRatio(wrong) is { } ratio && (wrong.Count > 1 || IsTelling(ratio)))
            return Named(ratio, share, shape, outputs);
        return Moved(rows, shape, scale) ?? Summed(rows, shape, scale)
            ?? $"no common factor {share}: a term is wrong or missing, or the derivative is taken at another point";
    }

    /// <summary>Close as a pass of the defaults is.</summary>
    private static bool Passes(double a, double b) => Math.Abs(a - b) <= 1e-9 + (1e-7 * Math.Max(Math.Abs(a), Math.Abs(b)));

    /// <summary>Close for the entries' common scale: the same numbers in other places need no more.</summary>
    private static bool Same(double a, double b, double scale) => Math.Abs(a - b) <= 1e-9 + (1e-7 * scale);

    /// <summary>The factor that puts every wrong entry right, told by the largest; null where there is none.</summary>
    private static double? CommonRatio(List<(double Analytic, double Numeric)> wrong)
    {
        if (wrong.Count == 0)
            return null;
        var largest = wrong.MaxBy(pair => Math.Abs(pair.Numeric));
        var ratio = largest.Analytic / largest.Numeric;
        return double.IsFinite(ratio) && wrong.TrueForAll(pair => Passes(pair.Analytic, ratio * pair.Numeric)) ? ratio : null;
    }

    private static bool IsTelling(double ratio) => Is(ratio, -1) || Is(ratio, 2) || Is(ratio, 0.5) || Is(ratio, 0) || Math.Abs(ratio - 1) < 1e-3;

    private static bool Is(double ratio, double value) => Math.Abs(ratio - value) <= Near;

    private static string Named(double ratio, string share, Shape shape, int outputs)
    {
        if (Is(ratio, 0))
            return $"0 {share}: an element or a part is dropped, or a gradient is not summed over a broadcast axis";
        if (Is(ratio, -1))
            return $"ratio −1 {share}: the sign is wrong";
        if (Is(ratio, 2))
            return $"ratio 2 {share}: counted twice";
        if (Is(ratio, 0.5))
            return $"ratio 1/2 {share}: one of two contributions is missing, or a factor 2";
        foreach (var length in Lengths(shape, outputs))
        {
            if (Math.Abs((ratio / length) - 1) <= Near)
                return string.Create(CultureInfo.InvariantCulture, $"ratio {length} {share}: a mean's factor 1/{length} is missing, or a sum counted too much");
            if (Math.Abs((ratio * length) - 1) <= Near)
                return string.Create(CultureInfo.InvariantCulture, $"ratio 1/{length} {share}: divided by {length} once too often, or not summed");
        }

        var text = ratio.ToString("G10", CultureInfo.InvariantCulture);
        return Math.Abs(ratio - 1) < 1e-3
            ? $"ratio {text} {share}: a factor or constant of the rule is slightly off"
            : $"ratio {text} {share}: a constant factor is wrong";
    }

    private static IEnumerable<long> Lengths(Shape shape, int outputs)
    {
        foreach (var length in shape)
        {
            if (length > 2)
                yield return length;
        }

        if (shape.Count > 2)
            yield return shape.Count;
        if (outputs > 2)
            yield return outputs;
        if (shape.Count > 0 && outputs > 2 * shape.Count && outputs % shape.Count == 0)
            yield return outputs / shape.Count;
    }

    /// <summary>The right numbers in wrong places: transposed, or shifted along an axis.</summary>
    private static string? Moved(IReadOnlyList<DiagnosisRow> rows, Shape shape, double scale)
    {
        var count = (int)shape.Count;
        if (shape.Rank >= 2 && Matches(rows, i => Transposed(i, shape), scale))
            return "transposed: the numbers are right in the transposed places of the last two axes";
        var stride = 1;
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            foreach (var shift in (ReadOnlySpan<int>)[-1, 1])
            {
                var (length, step, by) = (shape[axis], stride, shift);
                if (length > 1 && Matches(rows, i => Shifted(i, by, length, step), scale))
                    return $"shifted: the numbers are right one place {(shift > 0 ? "later" : "earlier")} along axis {axis}";
            }

            stride *= shape[axis];
        }

        return count > 2 && Matches(rows, i => count - 1 - i, scale) ? "reversed: the numbers are right in the opposite order" : null;
    }

    /// <summary>The place whose analytic number should be the numeric one here; −1 outside.</summary>
    private static int Shifted(int place, int shift, int length, int stride)
    {
        var along = (place / stride % length) + shift;
        return along < 0 || along >= length ? -1 : place + (shift * stride);
    }

    private static int Transposed(int place, Shape shape)
    {
        var (rows, columns) = (shape[^2], shape[^1]);
        var inside = place % (rows * columns);
        return place - inside + (inside / columns) + (inside % columns * rows);
    }

    private static bool Matches(IReadOnlyList<DiagnosisRow> rows, Func<int, int> source, double scale)
    {
        var told = 0;
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Numeric.Length; i++)
            {
                var from = source(i);
                if (from < 0 || !double.IsFinite(row.Numeric[i]))
                    continue;
                if (!Same(row.Analytic[from], row.Numeric[i], scale))
                    return false;
                told += Math.Abs(row.Numeric[i]) > Near * scale ? 1 : 0;
            }
        }

        return told >= 2;
    }

    /// <summary>Every place along an axis has the axis' sum.</summary>
    private static string? Summed(IReadOnlyList<DiagnosisRow> rows, Shape shape, double scale)
    {
        var stride = 1;
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            if (shape[axis] > 1 && IsSummed(rows, shape[axis], stride, scale))
                return $"summed over axis {axis}: every place along it has the whole axis' gradient";
            stride *= shape[axis];
        }

        return null;
    }

    private static bool IsSummed(IReadOnlyList<DiagnosisRow> rows, int length, int stride, double scale)
    {
        var told = 0;
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Numeric.Length; i++)
            {
                var sum = 0.0;
                var start = i - (i / stride % length * stride);
                for (var k = 0; k < length; k++)
                    sum += row.Numeric[start + (k * stride)];
                if (!double.IsFinite(sum))
                    continue;
                if (!Same(row.Analytic[i], sum, scale * length))
                    return false;
                told++;
            }
        }

        return told >= 2;
    }
}
