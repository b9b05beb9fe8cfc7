namespace Autograd.GradientChecking.Properties;

/// <summary>What the values of a property's inputs are: inside domains, and away from kinks or on them.</summary>
/// <param name="Domains">The domain of each input.</param>
/// <param name="Range">The ends of the values, as far as a domain goes.</param>
/// <param name="Kinks">The points where the function bends; ties bend it too.</param>
/// <param name="AreOnKinks">Whether values lie on those points, so that ties abound, or away from them and from each other.</param>
internal sealed record CaseValues(IReadOnlyList<InputDomain> Domains, (double Low, double High) Range, IReadOnlyList<double> Kinks, bool AreOnKinks)
{
    /// <summary>How far from a kink values stay, as a part of the range.</summary>
    private const double Clearance = 1.0 / 64;

    /// <summary>Values for an input.</summary>
    /// <param name="input">Its position.</param>
    /// <param name="inputs">How many inputs there are.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="seed">Other seeds, other values.</param>
    public double[] Draw(int input, int inputs, Shape shape, int seed)
    {
        var count = checked((int)shape.Count);
        var stream = new ProbeStream(((ulong)seed * 64) + (ulong)input);
        if (AreOnKinks)
            return OnKinks(input, count, stream);
        var (low, high) = Ends(input);

        // Cells of one width, of which input k has every k-th, and values near their middles: no two are equal, of whatever inputs.
        var cells = Math.Max(count, 1) * inputs;
        var width = (high - low) / cells;
        var digits = Math.Clamp((int)Math.Ceiling(-Math.Log10(width / 8)), 0, 15);
        var places = Enumerable.Range(0, count).ToArray();
        for (var i = count - 1; i > 0; i--)
        {
            var other = stream.NextIndex(i + 1);
            (places[i], places[other]) = (places[other], places[i]);
        }

        return Matrices(input, shape, Array.ConvertAll(places, place => Clear(Math.Round(low + (width * ((place * inputs) + input + 0.3 + (0.4 * stream.NextUnit()))), digits), low, high)));
    }

    /// <summary>Whether a value may stand in an input, beside the others.</summary>
    public bool Admits(double value, IEnumerable<double> others) =>
        AreOnKinks || (Kinks.All(kink => Math.Abs(value - kink) >= Clearance * (Range.High - Range.Low)) && !others.Contains(value));

    /// <summary>Simpler values than a given one, the simplest first: 0 and 1, whole numbers, fewer decimals.</summary>
    public static IEnumerable<double> Simpler(double value)
    {
        var size = Complexity(value);
        return new[] { 0, 1, -1, 2, -2, 3, Math.Round(value), Math.Abs(value), Math.Round(value, 1), Math.Round(value, 2) }.Where(other => Complexity(other) < size).Distinct();
    }

    /// <summary>How hard a number is to read.</summary>
    public static double Complexity(double value)
    {
        if (!double.IsFinite(value) || Math.Abs(value) > 1e15)
            return double.MaxValue;
        var decimals = 0;
        while (decimals < 15 && Math.Round(value, decimals) != value)
            decimals++;
        return (1e6 * decimals) + (2 * Math.Min(Math.Abs(value), 4e5)) + (value < 0 ? 1 : 0);
    }

    private double[] OnKinks(int input, int count, ProbeStream stream)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            // One in four lies beside the kinks, so that an order among the tied is not all there is.
            values[i] = Kinks[stream.NextIndex(Kinks.Count)] + (stream.NextIndex(4) == 0 ? stream.NextSign() * (1 + stream.NextIndex(3)) / 4 : 0);
            if (!Domains[input].Contains([values[i]], Shape.Scalar))
                values[i] = Kinks.First(kink => Domains[input].Contains([kink], Shape.Scalar));
        }

        return values;
    }

    private (double Low, double High) Ends(int input)
    {
        var (low, high) = Range;
        if (Domains[input] is not IntervalDomain { Low: var least, High: var most })
            return (low, high);
        var size = high - low;
        if (least >= high || most <= low)
            (low, high) = double.IsFinite(least) ? (least, least + size) : (most - size, most);
        (low, high) = (Math.Max(low, least), Math.Min(high, most));

        // Well inside: near an edge differences have no room.
        var edge = (high - low) / 10;
        return (double.IsFinite(least) ? low + edge : low, double.IsFinite(most) ? high - edge : high);
    }

    private double Clear(double value, double low, double high)
    {
        var clearance = Clearance * (Range.High - Range.Low);
        foreach (var kink in Kinks)
        {
            if (Math.Abs(value - kink) < clearance)
            {
                // Its own distance is kept beyond, so that two values moved do not meet.
                var beyond = clearance + Math.Abs(value - kink);
                value = value >= kink ? kink + beyond : kink - beyond;
                if (value <= low || value >= high)
                    value = value >= kink ? kink - beyond : kink + beyond;
            }
        }

        return value;
    }

    /// <summary>Dominant diagonals make the symmetric part positive definite where the domain asks it.</summary>
    private double[] Matrices(int input, Shape shape, double[] values)
    {
        if (Domains[input] is not PositiveDefiniteDomain || shape.Rank < 2)
            return values;
        for (var element = 0; element < values.Length; element++)
        {
            var index = Places.IndexOf(element, shape);
            if (index[^1] == index[^2])
                values[element] = Math.Abs(values[element]) + (2 * shape[^1]);
        }

        return values;
    }
}
