namespace Autograd.GradientChecking;

/// <summary>What the values of one input of a checked operation are.</summary>
/// <param name="Domain">Where the operation of it is defined.</param>
/// <param name="Range">The ends of its values, or null for what the domain allows of −2 to 2.</param>
/// <param name="Below">For indices: one above the largest. 0 for floats.</param>
/// <param name="IsConstant">Whether no gradient is asked.</param>
internal sealed record OpInput(InputDomain Domain, (double Low, double High)? Range, int Below, bool IsConstant)
{
    public static OpInput Default { get; } = new(InputDomain.Real, null, 0, IsConstant: false);

    /// <summary>Values for a shape, without ties, the same for the same place and shape.</summary>
    public Variable Make(int position, Shape shape, Device device)
    {
        if (Below > 0)
            return Variable.From(Array.ConvertAll(SampleNumbers.Spread((int)shape.Count, 0, Below, position + 1), value => (long)Math.Clamp(value, 0, Below - 1)), shape, device);
        return Variable.From(Values(position, shape), shape, device);
    }

    private double[] Values(int position, Shape shape)
    {
        foreach (var (low, high) in Range is { } range ? [range] : Candidates())
        {
            var values = SampleNumbers.Spread((int)shape.Count, low, high, position + 1);
            if (Domain is PositiveDefiniteDomain)
                AddToDiagonals(values, shape);
            if (Domain.Contains(values, shape))
                return values;
        }

        throw new ArgumentException($"gradcheck: no values for input {position} in {Domain}; give .Range(low, high) inside it");
    }

    private IEnumerable<(double Low, double High)> Candidates()
    {
        yield return (-2, 2);
        if (Domain is IntervalDomain { Low: var low, High: var high })
        {
            var (from, to) = (Math.Max(low, double.IsFinite(high) ? high - 4 : -2), Math.Min(high, double.IsFinite(low) ? low + 4 : 2));

            // Well inside: near an edge differences have no room.
            yield return (from + ((to - from) / 10), to - ((to - from) / 10));
        }

        yield return (0.5, 2.5);
        yield return (-0.9, 0.9);
    }

    /// <summary>Dominant diagonals make the symmetric part positive definite.</summary>
    private static void AddToDiagonals(double[] values, Shape shape)
    {
        if (shape.Rank < 2)
            return;
        var size = shape[^1];
        for (var i = 0; i < values.Length; i++)
        {
            if (i / size % shape[^2] == i % size)
                values[i] = Math.Abs(values[i]) + (2 * size);
        }
    }
}
