using System.Text.Json;
using Xunit;

namespace Autograd.NN.Tests.Optimisers;

/// <summary>Every optimiser along PyTorch's path, 100 steps in float64.</summary>
public class TrajectoryTests
{
    private const double Tolerance = 1e-10;

    private static readonly Lazy<JsonElement> Reference = new(() => Trajectories.Read("optimisers.json", "optimisers"));

    private static readonly Dictionary<string, Func<Variable[], Optimiser>> Makers = new()
    {
        ["sgd"] = p => new Sgd(p, 0.1),
        ["sgd_decay"] = p => new Sgd(p, 0.1, weightDecay: 0.01),
        ["sgd_momentum"] = p => new Sgd(p, 0.05, 0.9),
        ["sgd_dampening"] = p => new Sgd(p, 0.05, 0.9, 0.5, 0.01),
        ["sgd_nesterov"] = p => new Sgd(p, 0.05, 0.9, weightDecay: 0.01, nesterov: true),
        ["adam"] = p => new Adam(p, 0.02),
        ["adam_decay"] = p => new Adam(p, 0.02, 0.8, 0.95, 1e-6, 0.05),
        ["adam_amsgrad"] = p => new Adam(p, 0.05, 0.7, 0.9, amsgrad: true),
        ["adamw"] = p => new AdamW(p, 0.02, weightDecay: 0.1),
        ["adamw_amsgrad"] = p => new AdamW(p, 0.05, 0.7, 0.9, weightDecay: 0.1, amsgrad: true),
        ["adamw_groups"] = p => new AdamW(
            [new ParameterGroup(p[..2]) { LearningRate = 0.01, WeightDecay = 0.1 }, new ParameterGroup(p[2..]) { LearningRate = 0.003 }], 0.02, weightDecay: 0.02),
        ["rmsprop"] = p => new RmsProp(p, 0.01),
        ["rmsprop_momentum"] = p => new RmsProp(p, 0.005, 0.95, 1e-6, 0.01, 0.8),
        ["rmsprop_centred"] = p => new RmsProp(p, 0.003, 0.99, 1e-3, centred: true),
        ["rmsprop_centred_momentum"] = p => new RmsProp(p, 0.002, 0.9, 1e-4, 0.02, 0.7, centred: true),
        ["adagrad"] = p => new Adagrad(p, 0.1),
        ["adagrad_all"] = p => new Adagrad(p, 0.2, 0.05, 0.01, 0.1, 1e-6),
        ["lbfgs"] = p => new Lbfgs(p, 0.2, 1, historySize: 5, lineSearch: LineSearch.None),
        ["lbfgs_iterations"] = p => new Lbfgs(p, 0.1, 3, historySize: 4, lineSearch: LineSearch.None),
        ["lbfgs_wolfe"] = p => new Lbfgs(p, 1, 1, historySize: 10),
        ["lbfgs_wolfe_iterations"] = p => new Lbfgs(p, 0.5, 4, 6, historySize: 3),
        ["lbfgs_wolfe_steep"] = p => new Lbfgs(p, 1, 1, historySize: 10),
    };

    public static TheoryData<string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (var name in Makers.Keys)
            {
                cases.Add(name, false);
                if (!name.StartsWith("lbfgs", StringComparison.Ordinal))
                    cases.Add(name, true);
            }

            return cases;
        }
    }

    [Fact]
    public void EveryStoredTrajectoryIsFollowed() =>
        Assert.Equal(Reference.Value.EnumerateObject().Select(entry => entry.Name), Makers.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void ParametersAndLossesAreTheReferences(string name, bool usesVariables)
    {
        var reference = Reference.Value.GetProperty(name);
        var steps = reference.GetProperty("steps").EnumerateArray().Select(step => step.GetInt32()).ToArray();
        var losses = Trajectories.Doubles(reference.GetProperty("losses"));
        var parameters = Trajectories.Start();
        var optimiser = Makers[name](parameters);
        if (optimiser is ElementwiseOptimiser elementwise)
            elementwise.UsesVariables = usesVariables;
        Func<Variable> loss = name switch
        {
            "lbfgs_wolfe_steep" => () => Trajectories.ValleyLoss(parameters, 100),
            _ when name.StartsWith("lbfgs", StringComparison.Ordinal) => () => Trajectories.ValleyLoss(parameters, 5),
            _ => () => Trajectories.NetLoss(parameters),
        };

        for (var (step, stored) = (1, 0); stored < steps.Length; step++)
        {
            var value = optimiser.Step(loss);
            if (step != steps[stored])
                continue;
            Check(losses[stored], value, $"the loss before step {step}");
            var expected = Trajectories.Doubles(reference.GetProperty("parameters")[stored]);
            var actual = Trajectories.Row(parameters);
            for (var i = 0; i < expected.Length; i++)
                Check(expected[i], actual[i], $"element {i} after step {step}");
            stored++;
        }

        if (optimiser is Lbfgs lbfgs)
        {
            Assert.Equal(reference.GetProperty("iterations").GetInt64(), lbfgs.Iterations);
            Assert.Equal(reference.GetProperty("evaluations").GetInt64(), lbfgs.Evaluations);
        }
    }

    private static void Check(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= Tolerance * Math.Max(1, Math.Abs(expected)), $"{what} is {actual:R}, not {expected:R}");
}
