using Autograd.GradientChecking.Tests.Planted;

namespace Autograd.GradientChecking.Tests.Gallery.Bugs;

/// <summary>Right in one mode or order, wrong in another.</summary>
public sealed class OrderBugs : IPlantedBugs
{
    private static readonly Variable Matrix = Points.Spread([3, 3]);

    public string Family => "Orders and modes";

    public IEnumerable<PlantedBug> All =>
    [
        PlantedBug.Of("wrong at second order: the input detached", Matrix, x => x * x * x, (dy, x) => dy * 3 * x * x, (dy, x) => dy * 3 * x * x.Detach()) with { Diagnosis = "ratio 1/2" },
        PlantedBug.Of("zero at second order", Matrix, x => x.Exp(), (dy, x) => dy * x.Exp(), (dy, x) => dy * x.Exp().Detach()) with { Diagnosis = "disconnected" },
        PlantedBug.Of("wrong at second order by one part in two million", Matrix, x => x * x * x, (dy, x) => dy * 3 * x * x, (dy, x) => dy * 3 * ((x * x) + (1e-6 * x * (x - x.Detach())))) with { Diagnosis = "ratio 1.0000005" },
        PlantedBug.Of("another function on a recorded walk", Matrix, x => x * x, (dy, x) => dy * 2 * x, (dy, x) => dy * 2.5 * x) with { Check = "recorded walk as the plain one" },
        Forward("forward derivative without the factor 2", (dx, x) => dx * x) with { Check = "jvp, input 0 [3, 3]" },
        Forward("forward derivative's sign", (dx, x) => -2 * dx * x) with { Check = "jvp, input 0 [3, 3]" },
        Forward("forward derivative of the neighbour", (dx, x) => 2 * (dx * x).T.Contiguous()) with { Check = "jvp, input 0 [3, 3]" },
        Mixed("mixed second derivative dropped"),
    ];

    private static PlantedBug Forward(string name, Func<Variable, Variable, Variable> push)
    {
        var operation = new PlantedOp { Value = x => x[0] * x[0], Pull = (dy, x) => [dy * 2 * x[0]], Push = (dx, x) => push(dx[0]!, x[0]) };
        return new PlantedBug(name, () => inputs => [Ops.Operation.Apply(operation, inputs)], [Matrix]) { HasForward = true, Right = inputs => [inputs[0] * inputs[0]] };
    }

    private static PlantedBug Mixed(string name)
    {
        var operation = new PlantedOp
        {
            Value = x => x[0] * x[1].Exp(),
            Pull = (dy, x) => [dy * x[1].Exp(), dy * x[0] * x[1].Exp()],
            RecordedPull = (dy, x) => [dy * x[1].Exp().Detach(), dy * x[0] * x[1].Exp()],
        };
        return new PlantedBug(name, () => inputs => [Ops.Operation.Apply(operation, inputs)], [Points.Spread([3]), Points.Spread([3], seed: 1)]) { Input = 1 };
    }
}
