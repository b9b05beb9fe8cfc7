namespace Autograd.GradientChecking.Tests.Gallery.Bugs;

/// <summary>Terms left out, and statistics taken for constants.</summary>
public sealed class TermBugs : IPlantedBugs
{
    private static readonly Variable Rows = Points.Spread([3, 5]);
    private static readonly Variable Positive = Points.Spread([4], 0.5, 2);
    private static readonly Variable Other = Points.Spread([4], -2, 2, seed: 3);

    public string Family => "Missing terms";

    public IEnumerable<PlantedBug> All =>
    [
        PlantedBug.Of("softmax without the sum term", Rows, x => x.Softmax(), (dy, x) => dy * x.Softmax()),
        PlantedBug.Of("log-softmax without the sum term", Rows, x => x.LogSoftmax(), (dy, x) => dy - x.Softmax()),
        PlantedBug.Of("softmax summed over the batch", Points.Spread([4, 4]), x => x.Softmax(), (dy, x) => x.Softmax() * (dy - (dy * x.Softmax()).Sum([0], keepAxes: true))),
        PlantedBug.Of("layer norm without the mean term", Rows, x => Normalise(x, 1), (dy, x) => LayerSlope(dy, x, mean: false, deviation: true)),
        PlantedBug.Of("layer norm without the deviation term", Rows, x => Normalise(x, 1), (dy, x) => LayerSlope(dy, x, mean: true, deviation: false)),
        PlantedBug.Of("batch norm's statistics taken for constants", Rows, x => Normalise(x, 0), (dy, x) => dy / Deviation(x, 0)),
        PlantedBug.Of("renorm that ignores the norm's gradient (pytorch #59615)", Points.Spread([40, 30]), Renorm, (dy, x) => dy * RenormScale(x)),
        PlantedBug.Of("product rule cut in half", Points.Spread([5]), x => x * x.Exp(), (dy, x) => dy * x.Exp()),
        PlantedBug.Of("norm's gradient not of unit length", Points.Spread([5]), x => (x * x).Sum().Sqrt(), (dy, x) => dy * x / (x * x).Sum()),
        PlantedBug.Of("cosine similarity without the norm term", Points.Spread([5]), x => Cosine(x), (dy, x) => dy * Ramp(x) / (Length(x) * Length(Ramp(x)))),
        PlantedBug.Of("quotient not squared below", Other, Positive, (x, y) => x / y, (dy, x, y) => [dy / y, -(dy * x / y)]) with { Input = 1 },
        PlantedBug.Of("power without the logarithm", Positive, Other, (x, y) => x.Pow(y), (dy, x, y) => [dy * y * x.Pow(y - 1), dy * x.Pow(y)]) with { Input = 1 },
        PlantedBug.Of("gradients of x and y swapped", Positive, Other, (x, y) => x * y.Exp(), (dy, x, y) => [dy * x * y.Exp(), dy * y.Exp()]) with { Input = 0 },
        PlantedBug.Of("one of two inputs forgotten", Positive, Other, (x, y) => x * y, (dy, _, y) => [dy * y, null]) with { Input = 1, Diagnosis = "disconnected" },
        PlantedBug.Of("squared distance by one side only", Positive, Other, (x, y) => ((x - y) * (x - y)).Sum(), (dy, x, y) => [2 * dy * (x - y), 2 * dy * (x - y)]) with { Input = 1, Diagnosis = "ratio −1" },
        PlantedBug.Of("cross entropy of probabilities for logits", Rows, x => -x.LogSoftmax().Sum(), (dy, x) => dy * (x.Softmax() - 1)),
        PlantedBug.Of("product's gradient by division, a zero masked", Variable.From([2.0, 0, 3]), x => x.Prod(), (dy, x) => dy * Variable.Where(x.EqualTo(0), 0, x.Prod() / x)) with { Element = [1], Diagnosis = "disconnected" },
    ];

    private static Variable Mean(Variable x, int axis) => x.Mean([axis], keepAxes: true);

    private static Variable Deviation(Variable x, int axis) => (Mean((x - Mean(x, axis)) * (x - Mean(x, axis)), axis) + 1e-5).Sqrt();

    private static Variable Normalise(Variable x, int axis) => (x - Mean(x, axis)) / Deviation(x, axis);

    private static Variable LayerSlope(Variable dy, Variable x, bool mean, bool deviation)
    {
        var y = Normalise(x, 1);
        var sum = mean ? dy - Mean(dy, 1) : dy;
        return (deviation ? sum - (y * Mean(dy * y, 1)) : sum) / Deviation(x, 1);
    }

    private static Variable RenormScale(Variable x)
    {
        var norm = (x * x).Sum([1], keepAxes: true).Sqrt();
        return 1 / Variable.Maximum(norm, 1);
    }

    private static Variable Renorm(Variable x) => x * RenormScale(x);

    private static Variable Ramp(Variable x) => Variable.From(Enumerable.Range(1, (int)x.Count).Select(i => (double)i).ToArray());

    private static Variable Length(Variable x) => (x * x).Sum().Sqrt();

    private static Variable Cosine(Variable x) => (x * Ramp(x)).Sum() / (Length(x) * Length(Ramp(x)));
}
