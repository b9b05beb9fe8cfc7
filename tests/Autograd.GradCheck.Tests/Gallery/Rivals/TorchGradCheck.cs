namespace Autograd.GradientChecking.Tests.Gallery.Rivals;

/// <summary>
/// What <c>torch.autograd.gradcheck</c> and <c>gradgradcheck</c> document: central differences at an absolute step of 1e-6,
/// |a − n| ≤ 1e-5 + 1e-3·|n|, the backward walk twice the same, no gradient for a cotangent of 0. The slow mode compares the
/// whole Jacobian; the fast mode compares vᵀJu for one u and v with entries from [0, 1), scaled to length 1, and multiplies the
/// absolute tolerance by Σu·Σv. Second order is checked as a function of inputs and cotangents together.
/// </summary>
public sealed class TorchGradCheck(bool fast) : IRival
{
    private const double Step = 1e-6;
    private const double Absolute = 1e-5;
    private const double Relative = 1e-3;

    /// <summary>Nobody asks for a Jacobian of Jacobians of more elements.</summary>
    private const int LargestSecondOrder = 300;

    /// <summary>Two Jacobians of so many entries are 400 MB.</summary>
    private const long LargestJacobian = 25_000_000;

    public string Name => fast ? "torch fast" : "torch slow";

    public bool HasMemory => true;

    public bool Takes(long inputs, long outputs) => fast || inputs * outputs <= LargestJacobian;

    public string? Objection(Func<Variable[], Variable[]> function, Variable[] inputs, bool hasForward)
    {
        try
        {
            var random = new Random(1);
            var first = new RivalFunction(function, inputs);
            if (Check(first, random, hasForward) is { } objection)
                return objection;
            if (!fast && first.Sizes.Sum() > LargestSecondOrder)
                return null;
            return Check(first.WithCotangents(count => [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 2) - 1)]), random, hasForward: false) is { } second
                ? "second order: " + second
                : null;
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or NotSupportedException)
        {
            return error.Message;
        }
    }

    private static bool Close(double analytic, double numeric, double absolute) => analytic == numeric || Math.Abs(analytic - numeric) <= absolute + (Relative * Math.Abs(numeric));

    private string? Check(RivalFunction function, Random random, bool hasForward)
    {
        var value = function.Value(function.At);
        var objection = fast ? Fast(function, value, random, hasForward) : Slow(function, value, hasForward);
        if (objection is not null)
            return objection;
        var zeros = function.Pull(Array.ConvertAll(value, output => new double[output.Length]));
        return zeros.All(gradient => Array.TrueForAll(gradient, number => number == 0)) ? null : "not multiplied by the cotangent";
    }

    private static string? Slow(RivalFunction function, double[][] value, bool hasForward)
    {
        for (var input = 0; input < function.At.Length; input++)
        {
            var columns = Enumerable.Range(0, function.Sizes[input]).Select(i => Slopes(function, input, Unit(function.Sizes[input], i))).ToArray();
            for (var output = 0; output < value.Length; output++)
            {
                if (Backward(function, value, input, output, columns) is { } objection)
                    return objection;
            }

            if (hasForward && Forward(function, input, columns, Absolute) is { } forward)
                return forward;
        }

        return null;
    }

    private static string? Backward(RivalFunction function, double[][] value, int input, int output, double[][][] columns)
    {
        for (var row = 0; row < value[output].Length; row++)
        {
            var v = Array.ConvertAll(value, one => new double[one.Length]);
            v[output][row] = 1;
            var twice = function.Pull([v, v]);
            var (gradient, again) = (twice[0][input], twice[1][input]);
            for (var i = 0; i < gradient.Length; i++)
            {
                if (gradient[i] != again[i] && !double.IsNaN(gradient[i]))
                    return "the backward walk is not the same twice";
                if (!Close(gradient[i], columns[i][output][row], Absolute))
                    return "Jacobian mismatch";
            }
        }

        return null;
    }

    private static string? Forward(RivalFunction function, int input, double[][][] columns, double absolute)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            var pushed = function.Push(Tangents(function, input, Unit(columns.Length, i)));
            if (!pushed.Zip(columns[i]).All(pair => pair.First.Zip(pair.Second).All(entry => Close(entry.First, entry.Second, absolute))))
                return "forward Jacobian mismatch";
        }

        return null;
    }

    private static string? Fast(RivalFunction function, double[][] value, Random random, bool hasForward)
    {
        for (var input = 0; input < function.At.Length; input++)
        {
            var u = Positive(random, function.Sizes[input]);
            var slopes = Slopes(function, input, u);
            for (var output = 0; output < value.Length; output++)
            {
                var v = Array.ConvertAll(value, one => new double[one.Length]);
                v[output] = Positive(random, value[output].Length);
                var twice = function.Pull([v, v]);
                if (!twice[0][input].SequenceEqual(twice[1][input]) && !twice[0][input].Any(double.IsNaN))
                    return "the backward walk is not the same twice";
                if (!Close(Dot(twice[0][input], u), Dot(slopes[output], v[output]), Absolute * u.Sum() * v[output].Sum()))
                    return "vᵀJu mismatch";
            }

            if (!hasForward)
                continue;
            var pushed = function.Push(Tangents(function, input, u));
            if (!pushed.Zip(slopes).All(pair => pair.First.Zip(pair.Second).All(entry => Close(entry.First, entry.Second, Absolute * u.Sum()))))
                return "Ju mismatch";
        }

        return null;
    }

    private static double[][] Slopes(RivalFunction function, int input, double[] direction)
    {
        var (ahead, behind) = (function.Value(input, direction, Step), function.Value(input, direction, -Step));
        return [.. ahead.Zip(behind, (a, b) => a.Zip(b, (x, y) => (x - y) / (2 * Step)).ToArray())];
    }

    private static double[][] Tangents(RivalFunction function, int input, double[] direction)
    {
        var tangents = Array.ConvertAll(function.Sizes, size => new double[size]);
        tangents[input] = direction;
        return tangents;
    }

    private static double[] Unit(int count, int element)
    {
        var unit = new double[count];
        unit[element] = 1;
        return unit;
    }

    private static double[] Positive(Random random, int count)
    {
        var vector = Enumerable.Range(0, count).Select(_ => (double)random.NextSingle()).ToArray();
        var length = Math.Sqrt(Dot(vector, vector));
        return Array.ConvertAll(vector, number => number / length);
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
