namespace Autograd.Tests.Table;

/// <summary>
/// Slopes of vector functions of one number by Ridders' method (1982): central differences at halved steps, extrapolated
/// to step 0 by Neville's scheme. Each element keeps the estimate that changed least.
/// </summary>
internal static class Differences
{
    private const int Levels = 14;

    /// <summary>Halving four times below an element's best estimate without improving it ends the search.</summary>
    private const int Patience = 4;

    /// <summary>The slopes at 0 and how far they can be trusted.</summary>
    /// <param name="function">From t to numbers.</param>
    /// <param name="step">The first step.</param>
    public static (double[] Slopes, double[] Errors) At(Func<double, double[]> function, double step)
    {
        var previous = new List<double[]>();
        double[] slopes = [], errors = [];
        var sinceBetter = 0;
        for (var level = 0; level < Levels; level++, step /= 2)
        {
            var up = function(step);
            var down = function(-step);
            var row = new List<double[]> { Central(up, down, step) };
            if (level == 0)
            {
                slopes = row[0];
                errors = new double[slopes.Length];
                Array.Fill(errors, double.PositiveInfinity);
            }

            var better = false;
            var factor = 4.0;
            for (var column = 1; column <= level; column++, factor *= 4)
            {
                var (finer, coarser) = (row[column - 1], previous[column - 1]);
                var next = new double[finer.Length];
                for (var i = 0; i < next.Length; i++)
                {
                    next[i] = ((factor * finer[i]) - coarser[i]) / (factor - 1);
                    var error = Math.Max(Math.Abs(next[i] - finer[i]), Math.Abs(next[i] - coarser[i]));
                    if (!(error < errors[i]))
                        continue;
                    (slopes[i], errors[i]) = (next[i], error);
                    better = true;
                }

                row.Add(next);
            }

            sinceBetter = better ? 0 : sinceBetter + 1;
            if (sinceBetter == Patience || (level > 1 && Array.TrueForAll(errors, e => e < 1e-13)))
                break;
            previous = row;
        }

        return (slopes, errors);
    }

    private static double[] Central(double[] up, double[] down, double step)
    {
        var slopes = new double[up.Length];
        for (var i = 0; i < slopes.Length; i++)
            slopes[i] = (up[i] - down[i]) / (2 * step);
        return slopes;
    }
}
