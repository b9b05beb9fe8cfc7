namespace Autograd.GradientChecking.Tests.Gallery.Bugs;

/// <summary>Wrong for some values only.</summary>
public sealed class RegionBugs : IPlantedBugs
{
    public string Family => "Wrong for some values";

    public IEnumerable<PlantedBug> All =>
    [
        PlantedBug.Of("wrong for negative inputs", Variable.From([-2.0, -0.5, 1, 3]), x => x.Abs() * x.Exp(), (dy, x) => dy * (x + 1) * x.Exp()),
        PlantedBug.Of("wrong for large inputs", Variable.From([0.5, 2, 30]), x => (x * x).Sqrt(), (dy, x) => dy * Variable.Where(x.Greater(20), Variable.ZerosLike(x), 1)) with { Element = [2] },
        PlantedBug.Of("wrong for small inputs", Variable.From([1e-4, 0.5, 2]), x => x * x * x.Exp(), (dy, x) => dy * Variable.Where(x.Less(1e-3), 4 * x, ((x * x) + (2 * x)) * x.Exp())) with { Element = [0] },
        PlantedBug.Of("leaky slope forgotten", Variable.From([-1.5, -0.2, 0.4, 2]), x => Variable.Where(x.Greater(0), x, 0.01 * x), (dy, x) => dy * x.Greater(0).To(DType.Float64)),
        PlantedBug.Of("clamp that passes gradients outside", Variable.From([-3.0, -0.5, 0.5, 3]), x => Variable.Maximum(-Variable.Maximum(-x, -1), -1), (dy, _) => dy * 1),
        PlantedBug.Of("outside the slopes at a kink", Variable.From([-1.0, 0, 2]), x => x.Relu(), (dy, x) => dy * Variable.Where(x.EqualTo(0), Variable.Full(x.Shape, -1, x.DType), x.Greater(0).To(DType.Float64))) with { Element = [1] },
        PlantedBug.Of("|x| with a slope of 2 at 0", Variable.From([-1.0, 0, 2]), x => x.Abs(), (dy, x) => dy * Variable.Where(x.EqualTo(0), Variable.Full(x.Shape, 2, x.DType), x.Abs() / x)) with { Element = [1] },
        PlantedBug.Opaque("NaN masked as zero", Variable.From([-1.0, 0, 2]), x => Host.Map(x, ExpRatio), (dy, x) => dy * Host.Map(x, MaskedSlope)) with { Element = [1] },
        PlantedBug.Of("overflow inside the derivative", Variable.From([1.0, 20, 800]), x => x.Sigmoid(), (dy, x) => dy * x.Exp() / ((1 + x.Exp()) * (1 + x.Exp()))) with { Element = [2], Diagnosis = "not finite" },
        PlantedBug.Of("identity for a rounding (straight through)", Variable.From([0.3, 1.6, -2.2]), x => Host.Map(x, Math.Round), (dy, _) => dy * 1) with { Right = null },
        PlantedBug.Of("Huber's joint at the wrong place", Variable.From([0.4, 1.2, 3]), Huber, (dy, x) => dy * Variable.Where(x.Less(1.5), x, 1)) with { Element = [1] },
        PlantedBug.Of("log-sum-exp that forgets what it subtracted", Variable.From([-700.0, 1, 710]), x => x.LogSumExp(), (dy, x) => dy * x.Exp() / x.Exp().Sum()) with { Diagnosis = "not finite" },
        PlantedBug.Of("clipped gradient", Variable.From([0.5, 2, 4]), x => x * x * x, (dy, x) => dy * -Variable.Maximum(-3 * x * x, -10)),
    ];

    /// <summary>(eˣ − 1)/x, accurate near 0.</summary>
    private static double ExpRatio(double x)
    {
        var e = Math.Exp(x);
        return e == 1 ? 1 : (e - 1) / Math.Log(e);
    }

    private static double MaskedSlope(double x)
    {
        var slope = ((x * Math.Exp(x)) - Math.Exp(x) + 1) / (x * x);
        return double.IsNaN(slope) ? 0 : slope;
    }

    private static Variable Huber(Variable x) => Variable.Where(x.Less(1), 0.5 * x * x, x - 0.5);
}
