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

    /// <summary>Values for the inputs of a case.</summary>
    /// <param name="shapes">The inputs' shapes.</param>
    /// <param name="seed">Other seeds, other values.</param>
    /// <exception cref="ArgumentException">A domain leaves no values in the range, away from the kinks.</exception>
    public double[][] Draw(IReadOnlyList<Shape> shapes, int seed)
    {
        var most = checked((int)shapes.Max(shape => shape.Count));
        var drawn = new double[shapes.Count][];
        for (var input = 0; input < drawn.Length; input++)
        {
            var stream = new ProbeStream(((ulong)seed * 64) + (ulong)input);
            var count = (int)shapes[input].Count;
            drawn[input] = AreOnKinks ? OnKinks(input, count, stream) : Matrices(input, shapes[input], Apart(input, shapes.Count, count, most, stream));
        }

        return drawn;
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

    /// <summary>
    /// The range is cut into cells of one width, of which input k may use every k-th, and values lie near their middles: no two are
    /// equal, of whatever inputs. What lies beside a kink is cut out before.
    /// </summary>
    private double[] Apart(int input, int inputs, int count, int most, ProbeStream stream)
    {
        var segments = Free(input);
        var total = segments.Sum(segment => segment.High - segment.Low);
        if (!(total > 0))
            throw new ArgumentException($"property: no values for input {input} in {Domains[input]}, away from its kinks; give .Range(low, high) with room");
        var width = total / (Math.Max(most, 1) * inputs);
        var digits = Math.Clamp((int)Math.Ceiling(-Math.Log10(width / 8)), 0, 15);
        var places = Enumerable.Range(0, Math.Max(most, 1)).ToArray();
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            var other = i + stream.NextIndex(places.Length - i);
            (places[i], places[other]) = (places[other], places[i]);
            values[i] = Math.Round(Unfolded(segments, width * ((places[i] * inputs) + input + 0.3 + (0.4 * stream.NextUnit()))), digits);
        }

        return values;
    }

    /// <summary>The range of an input without what lies beside a kink.</summary>
    private List<(double Low, double High)> Free(int input)
    {
        var clearance = Clearance * (Range.High - Range.Low);
        var (low, high) = Ends(input);
        var segments = new List<(double Low, double High)>();
        foreach (var kink in Kinks.Order())
        {
            // Half a clearance more than is promised, so that rounding does not step over it.
            segments.Add((low, Math.Min(high, kink - (1.5 * clearance))));
            low = Math.Max(low, kink + (1.5 * clearance));
        }

        segments.Add((low, high));
        segments.RemoveAll(segment => segment.Low >= segment.High);
        return segments;
    }

    private static double Unfolded(List<(double Low, double High)> segments, double along)
    {
        foreach (var (low, high) in segments)
        {
            if (along < high - low)
                return low + along;
            along -= high - low;
        }

        return segments[^1].High;
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
