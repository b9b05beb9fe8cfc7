namespace Autograd.GradientChecking.Tests.Gallery.Rivals;

/// <summary>
/// What <c>jax.test_util.check_grads</c> documents for float64 and order 2: one normal direction for all inputs together, a
/// step of 1e-4, |a − n| ≤ 1e-5·size·(1 + |n|) where size counts the compared elements, NaN equal to NaN; backwards by ⟨u, Jᵀv⟩
/// against ⟨v, Ju⟩ for one normal v. Second order checks the gradient for the output as its own cotangent.
/// </summary>
public sealed class JaxCheckGrads : IRival
{
    private const double Step = 1e-4;
    private const double Tolerance = 1e-5;

    public string Name => "JAX";

    /// <summary>Its arrays never change, and what strides they have is the compiler's.</summary>
    public bool HasMemory => false;

    public bool Takes(long inputs, long outputs) => true;

    public string? Objection(Func<Variable[], Variable[]> function, Variable[] inputs, bool hasForward)
    {
        try
        {
            var first = new RivalFunction(function, inputs);
            if ((hasForward ? Forward(first) : null) is { } forward)
                return forward;
            if (Backward(first) is { } objection)
                return objection;
            return Backward(first.OfItself()) is { } second ? "second order: " + second : null;
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or NotSupportedException)
        {
            return error.Message;
        }
    }

    private static string? Forward(RivalFunction function)
    {
        var u = Normal(new Random(0), function.Sizes);
        return function.Push(u).Zip(Slopes(function, u)).All(pair => Close(pair.First, pair.Second)) ? null : "tangent mismatch";
    }

    private static string? Backward(RivalFunction function)
    {
        var (value, again) = (function.Value(function.At), function.Value(function.At));
        if (!value.Zip(again).All(pair => Close(pair.First, pair.Second)))
            return "another value";
        var u = Normal(new Random(0), function.Sizes);
        var slopes = Slopes(function, u);
        var v = Normal(new Random(0), Array.ConvertAll(value, output => output.Length));
        return Close([Dot(u, function.Pull(v))], [Dot(slopes, v)]) ? null : "cotangent projection mismatch";
    }

    private static bool Close(double[] a, double[] b)
    {
        for (var i = 0; i < a.Length; i++)
        {
            if (!(a[i] == b[i] || (double.IsNaN(a[i]) && double.IsNaN(b[i])) || Math.Abs(a[i] - b[i]) <= Tolerance * a.Length * (1 + Math.Abs(b[i]))))
                return false;
        }

        return true;
    }

    private static double[][] Slopes(RivalFunction function, double[][] u)
    {
        var (ahead, behind) = (Moved(Step), Moved(-Step));
        return [.. ahead.Zip(behind, (a, b) => a.Zip(b, (x, y) => x == y ? 0 : (x - y) * 0.5 / Step).ToArray())];

        double[][] Moved(double step) =>
            function.Value([.. function.At.Zip(u, (values, direction) => values.Zip(direction, (x, d) => x + (step * d)).ToArray())]);
    }

    private static double[][] Normal(Random random, int[] sizes) => Array.ConvertAll(sizes, size =>
        Enumerable.Range(0, size).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())).ToArray());

    private static double Dot(double[][] a, double[][] b) => a.Zip(b, (x, y) => x.Zip(y, (p, q) => p * q).Sum()).Sum();
}
