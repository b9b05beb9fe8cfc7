using Autograd;
using Autograd.NN;

namespace FeatureImportance;

/// <summary>Answers to one question: which features of x, [rows, features], decide f(x), a number a row?</summary>
internal static class Explanations
{
    /// <summary>∂f/∂x of every row. The rows do not mix, so the gradient of their sum has them all.</summary>
    public static Variable Gradient(Func<Variable, Variable> f, Variable x) => Derivatives.Gradient(rows => f(rows).Sum(), x);

    /// <summary>
    /// Integrated gradients (Sundararajan, Taly, Yan, 2017): the mean gradient on the way from a baseline to x, times the way. A
    /// row's attributions add up to f(x) − f(baseline), whatever f is. The integral is taken by the midpoint rule.
    /// </summary>
    public static Variable IntegratedGradients(Func<Variable, Variable> f, Variable x, Variable baseline, int points)
    {
        var way = x - baseline;
        var sum = Variable.ZerosLike(x);
        for (var i = 0; i < points; i++)
            sum += Gradient(f, baseline + (way * ((i + 0.5) / points)));
        return way * sum / points;
    }

    /// <summary>
    /// A local linear surrogate (the idea of LIME; Ribeiro, Singh, Guestrin, 2016): the slopes of the line that fits f best around
    /// one row, by least squares over random neighbours, where near ones count more.
    /// </summary>
    public static Variable LocalSurrogate(Func<Variable, Variable> f, Variable row, RandomGenerator random, int neighbours = 2000)
    {
        var offsets = Variable.Normal([neighbours, row.Shape[^1]], random, deviation: 0.5);
        var nearness = (-(offsets * offsets).Sum([1], keepAxes: true)).Softmax(0);
        var values = f(row + offsets);
        var line = new Linear(row.Shape[^1], 1);
        line.Initialise(random);
        new Lbfgs(line.Parameters()).Step(() => (nearness * (line.Call(offsets) - values).Pow(2)).Sum());
        return line.Weight.Value.Detach();
    }
}
