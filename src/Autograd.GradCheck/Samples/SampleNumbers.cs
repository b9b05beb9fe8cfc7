namespace Autograd.GradientChecking;

/// <summary>Numbers for samples: reproducible, without ties, short in decimals.</summary>
internal static class SampleNumbers
{
    public static double[] Spread(int count, double low, double high, int seed)
    {
        if (!(low < high))
            throw new ArgumentException($"sample: {low} to {high} is no interval; give the lower end first");
        var stream = new ProbeStream((ulong)seed + 0x5EED);
        var distance = (high - low) / Math.Max(count, 1);
        var digits = Math.Clamp((int)Math.Ceiling(-Math.Log10(distance / 20)), 0, 15);
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            // A third of a distance either way keeps neighbours a third of one apart.
            var value = low + (distance * (i + 0.5 + ((stream.NextUnit() - 0.5) * 0.6)));
            values[i] = Math.Round(value, digits);
            if (Math.Abs(values[i]) < distance / 10)
                values[i] = Math.Round(distance / 10, digits + 1);
        }

        for (var i = count - 1; i > 0; i--)
        {
            var other = (int)(stream.NextUnit() * (i + 1));
            (values[i], values[other]) = (values[other], values[i]);
        }

        return values;
    }
}
