namespace Autograd.GradientChecking;

/// <summary>
/// Ridders' method (1982): differences over a falling sequence of steps, extrapolated to step 0 by Neville's scheme, with
/// the entry whose neighbours agree best as the result and their disagreement as the error bar. Runs several functions over
/// the same steps.
/// </summary>
internal sealed class RiddersTableau
{
    /// <summary>Fewer rows agree by accident where a function is periodic in the steps.</summary>
    private const int FewestRows = 3;
    private const int MostRows = 9;

    /// <summary>A diagonal that moves this many times more than the best entry's error has met rounding.</summary>
    private const double GiveUp = 4;

    private readonly PathSamples _samples;
    private readonly Side _side;

    public RiddersTableau(PathSamples samples, Side side)
    {
        _samples = samples;
        _side = side;
    }

    /// <summary>Which differences are taken: central ones have an error in even powers of the step only.</summary>
    public enum Side
    {
        Central,
        Forward,
        Backward,
    }

    /// <summary>Extrapolates from a starting step.</summary>
    /// <param name="start">The largest step.</param>
    /// <param name="isGood">Whether a component's value and error are good enough to stop.</param>
    public (double[] Values, double[] Errors) Run(double start, Func<double, double, bool> isGood)
    {
        var count = _samples.Components;
        var values = new double[count];
        var errors = new double[count];
        var done = new bool[count];
        Array.Fill(values, double.NaN);
        Array.Fill(errors, double.PositiveInfinity);
        var previous = new double[MostRows][];
        var current = new double[MostRows][];
        for (var column = 0; column < MostRows; column++)
        {
            previous[column] = new double[count];
            current[column] = new double[count];
        }

        for (var row = 0; row < MostRows; row++)
        {
            var step = Math.ScaleB(start, -row);
            var rise = Rise(step);
            var open = false;
            for (var c = 0; c < count; c++)
            {
                if (done[c])
                    continue;
                current[0][c] = rise[c];
                Extend(c, row, step, current, previous, values, errors, done);
                if (row + 1 >= FewestRows && isGood(values[c], errors[c]))
                    done[c] = true;
                open |= !done[c];
            }

            if (!open)
                break;
            (previous, current) = (current, previous);
        }

        return (values, errors);
    }

    /// <summary>One component's row of the scheme.</summary>
    private void Extend(int c, int row, double step, double[][] current, double[][] previous, double[] values, double[] errors, bool[] done)
    {
        var noise = _samples.Noise(c, step) + (current[0][c] == 0 ? 0 : _samples.PlaceNoise(c, step));
        var factor = 1.0;
        for (var column = 1; column <= row; column++)
        {
            factor *= _side == Side.Central ? 4 : 2;
            var refined = current[column - 1][c] + ((current[column - 1][c] - previous[column - 1][c]) / (factor - 1));
            current[column][c] = refined;
            var error = Math.Max(Math.Abs(refined - current[column - 1][c]), Math.Abs(refined - previous[column - 1][c])) + noise;
            if (error < errors[c])
            {
                errors[c] = error;
                values[c] = refined;
            }
        }

        // A coarse row that is not finite, or aliases, must not end the search: only a best entry of some worth may.
        if (row + 1 >= FewestRows && Math.Abs(current[row][c] - previous[row - 1][c]) > GiveUp * errors[c] && errors[c] < 1e-3 * Math.Abs(values[c]))
            done[c] = true;
    }

    private double[] Rise(double step)
    {
        var forward = _side == Side.Backward ? null : _samples.At(step);
        var backward = _side == Side.Forward ? null : _samples.At(-step);
        var rise = new double[_samples.Components];
        for (var c = 0; c < rise.Length; c++)
        {
            rise[c] = (forward, backward) switch
            {
                ({ } ahead, { } behind) => (ahead[c] - behind[c]) / (2 * step),
                ({ } ahead, null) => ahead[c] / step,
                _ => -backward![c] / step,
            };
        }

        return rise;
    }
}
