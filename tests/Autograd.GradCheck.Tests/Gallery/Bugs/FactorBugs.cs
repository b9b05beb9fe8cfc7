namespace Autograd.GradientChecking.Tests.Gallery.Bugs;

/// <summary>Constants and factors.</summary>
public sealed class FactorBugs : IPlantedBugs
{
    private static readonly Variable Matrix = Points.Spread([3, 3]);

    public string Family => "Factors and constants";

    public IEnumerable<PlantedBug> All =>
    [
        PlantedBug.Of("wrong sign", Matrix, x => x.Exp(), (dy, x) => -(dy * x.Exp())) with { Diagnosis = "ratio −1" },
        PlantedBug.Of("factor 2", Matrix, x => x.Tanh(), (dy, x) => 2 * dy * (1 - (x.Tanh() * x.Tanh()))) with { Diagnosis = "ratio 2" },
        PlantedBug.Of("mean without 1/N", Points.Spread([7]), x => x.Mean(), (dy, x) => dy.Expand(x.Shape).Contiguous()) with { Diagnosis = "ratio 7" },
        PlantedBug.Of("mean over two axes divided by one axis' length", Points.Spread([3, 4]), x => x.Mean(), (dy, x) => (dy / 4).Expand(x.Shape).Contiguous()) with { Diagnosis = "ratio 3" },
        PlantedBug.Of("one part in a million", Matrix, x => x.Exp(), (dy, x) => dy * x.Exp() * (1 + 1e-6)) with { Diagnosis = "ratio 1.000001" },
        PlantedBug.Of("half a per mille", Matrix, x => x.Sigmoid(), (dy, x) => dy * x.Sigmoid() * (1 - x.Sigmoid()) * 1.0005) with { Diagnosis = "ratio 1.0005" },
        PlantedBug.Of(
            "another epsilon backwards, 3e-6 for 1e-6", Points.Spread([6], 0.5, 2), x => ((x * x) + 1e-6).Sqrt(), (dy, x) => dy * x / ((x * x) + 3e-6).Sqrt()),
        PlantedBug.Of(
            "GELU's √(2/π) cut to five digits backwards", Points.Spread([6]), x => Gelu(x, 0.7978845608028654), (dy, x) => dy * GeluSlope(x, 0.79788)),
        PlantedBug.Of("5e-6 too much everywhere", Points.Spread([5]), x => x * x, (dy, x) => dy * ((2 * x) + 5e-6)),
        PlantedBug.Of("wrong sign at a scale of 1e-6", Points.Spread([5]), x => 1e-6 * (x * x), (dy, x) => -2e-6 * dy * x) with { Diagnosis = "ratio −1" },
        PlantedBug.Of("temperature forgotten", Matrix, x => (x / 3).Tanh(), (dy, x) => dy * (1 - ((x / 3).Tanh() * (x / 3).Tanh()))) with { Diagnosis = "ratio 3" },
        PlantedBug.Of(
            "variance divided by N backwards, by N − 1 forwards", Points.Spread([6]), x => x.Var(), (dy, x) => dy * 2.0 / 6 * (x - x.Mean())) with { Diagnosis = "ratio 0.833333" },
        PlantedBug.Of("exponent not multiplied in", Points.Spread([5], 0.5, 3), x => x.Pow(2.5), (dy, x) => dy * x.Pow(1.5)) with { Diagnosis = "ratio 0.4" },
    ];

    private static Variable Gelu(Variable x, double c) => 0.5 * x * (1 + (c * (x + (0.044715 * x * x * x))).Tanh());

    private static Variable GeluSlope(Variable x, double c)
    {
        var t = (c * (x + (0.044715 * x * x * x))).Tanh();
        return (0.5 * (1 + t)) + (0.5 * x * (1 - (t * t)) * c * (1 + (3 * 0.044715 * x * x)));
    }
}
