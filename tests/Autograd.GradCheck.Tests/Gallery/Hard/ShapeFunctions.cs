namespace Autograd.GradientChecking.Tests.Gallery.Hard;

/// <summary>Functions of many elements: wide ranges, bad condition, long recurrences.</summary>
internal static class ShapeFunctions
{
    public static HardFunction[] All { get; } =
    [
        HardFunction.Of("log-sum-exp from −700 to 700", x => x.LogSumExp(), -700, -20, 0, 699, 700),
        HardFunction.Of("softmax of a wide range", x => x.Softmax(), -300, 0, 1, 2, 5),
        HardFunction.At("cross entropy at confident logits", Points.Spread([4, 5], -40, 40), x => -x.LogSoftmax().Sum()),
        HardFunction.Of("a product of ten numbers from 10⁻³ to 10³", x => x.Prod(), 1e-3, 1e3, 0.5, -2, 30, 0.1, 7, -0.02, 5, 1.5),
        HardFunction.Of("length of a tiny vector", x => (x * x).Sum().Sqrt(), 3e-8, -4e-8, 1e-8),
        HardFunction.Of("cosine of a tiny and a large vector", x => (x * Ramp(3)).Sum() / ((x * x).Sum().Sqrt() * (Ramp(3) * Ramp(3)).Sum().Sqrt()), 1e-3, -2e-3, 5e-4),
        HardFunction.At("layer norm of nearly equal elements", Variable.From([1.001, 1.0, 0.999, 1.0005], [1, 4]), Normalise),
        HardFunction.At("Hilbert matrix product", Points.Spread([6]), x => Hilbert(6).MatMul(x.Reshape(6, 1))),
        HardFunction.At("eight powers of a matrix", Points.Spread([4, 4], -0.9, 0.9), MatrixPower),
        HardFunction.Of("logistic map, twelve steps", x => Iterate(x, 12, y => 3.9 * y * (1 - y)), 0.3, 0.62),
        HardFunction.Of("Newton's root, ten steps", x => Iterate2(x, 10, (y, a) => 0.5 * (y + (a / y))), 2, 1e4, 0.01),
        HardFunction.At("recurrence of a hundred tanh", Points.Spread([5]), x => Iterate2(x, 100, (h, a) => ((0.9 * h) + a).Tanh())),
        HardFunction.At("a thousand elements of mixed size", Points.Spread([1000], -30, 30), x => (x.Tanh() * x).Sum() + (x * x).Mean()),
        HardFunction.At("many outputs of one steep input", Variable.From([0.3]), x => (x.Expand([200]) * Ramp(200) / 20).Exp()),
        HardFunction.At("gather, repeat and scale", Points.Spread([5]), x => x.IndexSelect(0, Variable.From([4L, 0, 0, 2])) * x.Slice(0, 0, 4).Exp()),
        HardFunction.At("standard deviation of close numbers", Variable.From([5.0, 5.01, 4.99, 5.02]), x => x.Std()),
    ];

    private static Variable Ramp(int count) => Variable.From([.. Enumerable.Range(1, count).Select(i => (double)i)]);

    private static Variable Normalise(Variable x)
    {
        var centred = x - x.Mean([1], keepAxes: true);
        return centred / ((centred * centred).Mean([1], keepAxes: true) + 1e-12).Sqrt();
    }

    private static Variable Hilbert(int size) =>
        Variable.From([.. Enumerable.Range(0, size * size).Select(i => 1.0 / ((i / size) + (i % size) + 1))], [size, size]);

    private static Variable MatrixPower(Variable x)
    {
        var y = x;
        for (var i = 0; i < 3; i++)
            y = y.MatMul(y);
        return y;
    }

    private static Variable Iterate(Variable x, int steps, Func<Variable, Variable> step)
    {
        for (var i = 0; i < steps; i++)
            x = step(x);
        return x;
    }

    private static Variable Iterate2(Variable x, int steps, Func<Variable, Variable, Variable> step)
    {
        var y = x;
        for (var i = 0; i < steps; i++)
            y = step(y, x);
        return y;
    }
}
