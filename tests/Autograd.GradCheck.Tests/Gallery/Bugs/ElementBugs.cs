namespace Autograd.GradientChecking.Tests.Gallery.Bugs;

/// <summary>A few wrong elements among many.</summary>
public sealed class ElementBugs : IPlantedBugs
{
    public string Family => "Few among many";

    public IEnumerable<PlantedBug> All =>
    [
        One("one wrong sign among 1 000", 1000, 617, g => -g, sums: false) with { Diagnosis = "ratio −1" },
        One("one wrong sign among 10 000", 10_000, 4321, g => -g, sums: false) with { Diagnosis = "ratio −1" },
        One("one wrong sign among 10 000, summed", 10_000, 4321, g => -g) with { Diagnosis = "ratio −1" },
        One("one element off by 0.8 per mille among 10 000", 10_000, 9_876, g => 1.0008 * g) with { Diagnosis = "ratio 1.0008" },
        One("the last element of 4 099 dropped", 4099, 4098, _ => 0) with { Diagnosis = "0 in 1 of 24" },
        Many("a vector's tail of three dropped", 1027, i => i < 1024, 2),
        Many("first element of every 64 counted twice", 1024, i => i % 64 != 0, 4),
        Rows("one row of 50 from its neighbour"),
        One("one element NaN among 1 000", 1000, 77, _ => double.NaN) with { Diagnosis = "not finite", Element = [77] },
    ];

    private static PlantedBug One(string name, int count, int wrong, Func<double, double> change, bool sums = true)
    {
        var bug = PlantedBug.Of(name, Points.Spread([count]), x => sums ? (x * x).Sum() : x * x, (dy, x) =>
        {
            var gradient = (2 * dy * x).ToArray<double>();
            gradient[wrong] = change(gradient[wrong]);
            return Variable.From(gradient);
        });
        return bug with { Element = [wrong] };
    }

    private static PlantedBug Many(string name, int count, Func<int, bool> isRight, double instead)
    {
        var factors = Enumerable.Range(0, count).Select(i => isRight(i) ? 2 : instead == 2 ? 0 : instead).ToArray();
        return PlantedBug.Of(name, Points.Spread([count]), x => (x * x).Sum(), (dy, x) => dy * Variable.From(factors) * x);
    }

    private static PlantedBug Rows(string name) => PlantedBug.Of(name, Points.Spread([50, 20]), x => (x * x).Sum(1), (dy, x) =>
    {
        var gradient = (2 * dy.Unsqueeze(1) * x).ToArray<double>();
        Array.Copy(gradient, 30 * 20, gradient, 31 * 20, 20);
        return Variable.From(gradient, x.Shape);
    });
}
