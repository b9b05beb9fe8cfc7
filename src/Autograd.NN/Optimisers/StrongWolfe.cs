namespace Autograd.NN;

/// <summary>
/// A line search to a point t with f(t) ≤ f(0) + c₁·t·f′(0) and |f′(t)| ≤ c₂·|f′(0)|: bracketing, then narrowing by cubic interpolation
/// (Nocedal and Wright, Numerical Optimization, algorithms 3.5 and 3.6), with the constants and safeguards of PyTorch's. Beyond those, NaN and
/// infinity count as too high: the search comes back from where the function is not defined.
/// </summary>
internal sealed class StrongWolfe
{
    private const double Decrease = 1e-4;
    private const double Curvature = 0.9;
    private const int MostEvaluations = 25;

    private readonly Func<double, LinePoint, LinePoint> _evaluate;
    private readonly LinePoint[] _points;
    private readonly Stack<LinePoint> _free;
    private double _lineLoss;
    private double _lineSlope;

    /// <summary>Prepares for parameters.</summary>
    /// <param name="parameters">Whose gradients are kept.</param>
    /// <param name="evaluate">Evaluates the function so far along the line into a point, and returns it.</param>
    public StrongWolfe(IReadOnlyList<Parameter> parameters, Func<double, LinePoint, LinePoint> evaluate)
    {
        _evaluate = evaluate;

        // The start, both ends of a bracket and the newest point are alive at most.
        _points = [.. Enumerable.Range(0, 4).Select(_ => new LinePoint(new FlatVector(parameters)))];
        _free = new Stack<LinePoint>(_points);
    }

    /// <summary>Searches; the result is valid until the next search.</summary>
    /// <param name="length">The first length to try.</param>
    /// <param name="loss">f(0).</param>
    /// <param name="gradient">The gradient at 0.</param>
    /// <param name="slope">f′(0), negative.</param>
    /// <param name="directionSize">The largest element of the direction.</param>
    /// <param name="leastChange">How short a bracket times <paramref name="directionSize"/> ends the search.</param>
    /// <returns>The point found and how often the function was evaluated.</returns>
    public (LinePoint Point, int Evaluations) Search(
        double length, double loss, FlatVector gradient, double slope, double directionSize, double leastChange)
    {
        _free.Clear();
        foreach (var point in _points)
            _free.Push(point);
        (_lineLoss, _lineSlope) = (loss, slope);
        var start = _free.Pop();
        (start.Length, start.Loss, start.Slope) = (0, loss, slope);
        start.Gradient.CopyFrom(gradient);

        var (previous, current) = (start, _evaluate(length, _free.Pop()));
        var iterations = 0;
        while (iterations < MostEvaluations)
        {
            if (IsTooHigh(current) || (iterations > 1 && current.Loss >= previous.Loss))
                return Narrow(previous, current, iterations, directionSize, leastChange);
            if (IsFlat(current))
                return (current, iterations + 1);
            if (current.Slope >= 0)
                return Narrow(previous, current, iterations, directionSize, leastChange);

            var next = Interpolate(
                previous, current, current.Length + (0.01 * (current.Length - previous.Length)), current.Length * 10);
            if (previous != start)
                _free.Push(previous);
            (previous, current) = (current, _evaluate(next, _free.Pop()));
            iterations++;
        }

        return (current.Loss < start.Loss ? current : start, iterations + 1);
    }

    /// <summary>Narrows a bracket until the lower end fulfils both conditions, or nothing more is to be gained.</summary>
    private (LinePoint Point, int Evaluations) Narrow(LinePoint first, LinePoint second, int iterations, double directionSize, double leastChange)
    {
        LinePoint[] ends = [first, second];
        var low = Lower(ends);
        var stalled = false;
        while (iterations < MostEvaluations && !(Math.Abs(ends[1].Length - ends[0].Length) * directionSize < leastChange))
        {
            var (left, right) = (Math.Min(ends[0].Length, ends[1].Length), Math.Max(ends[0].Length, ends[1].Length));
            var length = Interpolate(ends[0], ends[1], left, right);
            (length, stalled) = KeepOffTheEnds(length, left, right, stalled);
            var point = _evaluate(length, _free.Pop());
            iterations++;
            if (IsTooHigh(point) || point.Loss >= ends[low].Loss)
            {
                Replace(ends, 1 - low, point);
                low = Lower(ends);
                continue;
            }

            if (IsFlat(point))
                return (point, iterations + 1);
            if (point.Slope * (ends[1 - low].Length - ends[low].Length) >= 0)
            {
                // The minimum lies between the new point and the old low end, which becomes the high one.
                Replace(ends, 1 - low, ends[low]);
                ends[low] = point;
            }
            else
            {
                Replace(ends, low, point);
            }
        }

        return (ends[low], iterations + 1);
    }

    private void Replace(LinePoint[] ends, int index, LinePoint point)
    {
        _free.Push(ends[index]);
        ends[index] = point;
    }

    private static int Lower(LinePoint[] ends) => ends[1].Loss < ends[0].Loss || double.IsNaN(ends[0].Loss) ? 1 : 0;

    private bool IsTooHigh(LinePoint point) => !(point.Loss <= _lineLoss + (Decrease * point.Length * _lineSlope));

    private bool IsFlat(LinePoint point) => Math.Abs(point.Slope) <= -Curvature * _lineSlope;

    /// <summary>A trial close to an end is allowed once; after that, or at the end itself, it goes a tenth of the bracket away from it.</summary>
    private static (double Length, bool Stalled) KeepOffTheEnds(double length, double left, double right, bool stalled)
    {
        var margin = 0.1 * (right - left);
        if (!(Math.Min(right - length, length - left) < margin))
            return (length, false);
        if (!stalled && length < right && length > left)
            return (length, true);
        return (Math.Abs(length - right) < Math.Abs(length - left) ? right - margin : left + margin, false);
    }

    /// <summary>The minimum of the cubic through two points with their slopes, kept within bounds; the middle where it has none.</summary>
    private static double Interpolate(LinePoint a, LinePoint b, double least, double most)
    {
        if (a.Length > b.Length)
            (a, b) = (b, a);
        var d1 = a.Slope + b.Slope - (3 * (a.Loss - b.Loss) / (a.Length - b.Length));
        var square = (d1 * d1) - (a.Slope * b.Slope);
        if (!(square >= 0))
            return (least + most) / 2;
        var d2 = Math.Sqrt(square);
        var minimum = b.Length - ((b.Length - a.Length) * ((b.Slope + d2 - d1) / (b.Slope - a.Slope + (2 * d2))));
        return double.IsNaN(minimum) ? (least + most) / 2 : Math.Min(Math.Max(minimum, least), most);
    }
}
